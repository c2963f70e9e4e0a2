using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Durability;

/// <summary>A process that stores mail and notes outside of the stores what was acknowledged; run by tests under a tracer.</summary>
public sealed class Life
{
    public const string FolderVariable = "CHANCERY_LIFE_FOLDER";
    public const string MessagesVariable = "CHANCERY_LIFE_MESSAGES";

    /// <summary>The whole life of messages, one after the other and some at once.</summary>
    [Fact(Explicit = true)]
    public async Task From_acceptance_to_the_end()
    {
        var folder = Folder();
        await using var embedded = await Embedded.OpenAsync(Path.Combine(folder, "data"));
        await using var ledger = Ledger(folder);
        for (var i = 0; i < Messages(); i += 3)
        {
            await Task.WhenAll(Enumerable.Range(i, 3).Select(n => AcceptAsync(embedded.Storage, $"M{n:D4}", n % 4 == 3 ? 150_000 : 12_000, ledger)));
            await DeliverAsync(embedded.Storage, $"M{i:D4}");
            Note(ledger, $"D M{i:D4}");
            await embedded.Storage.Mail.SweepAsync(100, default);
        }
    }

    /// <summary>Accepts until so many are acknowledged; what fails is refused and tried again, as a client would.</summary>
    [Fact(Explicit = true)]
    public async Task Acceptance_until_enough()
    {
        var folder = Folder();
        var embedded = await Embedded.OpenAsync(Path.Combine(folder, "data"));
        await using var ledger = Ledger(folder);
        var refused = 0;
        for (var (i, done) = (0, 0); done < Messages(); i++)
        {
            try
            {
                await AcceptAsync(embedded.Storage, $"M{i:D4}", i % 3 == 2 ? 150_000 : 12_000, ledger);
                done++;
            }
            catch (IOException failure)
            {
                Note(ledger, $"R M{i:D4} {failure.GetType().Name}");
                Assert.True(++refused < 2_000, "it does not recover");
                await Task.Delay(5);
            }
        }

        await embedded.DisposeAsync();
        Note(ledger, "E ended");
    }

    /// <summary>What was noted: <c>A</c> accepted, <c>D</c> delivered, <c>R</c> refused, <c>E</c> ended in good order.</summary>
    public static IReadOnlyList<string> Noted(string folder, char kind) =>
        [.. File.ReadAllLines(Path.Combine(folder, "ledger")).Where(line => line[0] == kind).Select(line => line.Split(' ')[1])];

    private static async Task AcceptAsync(EmbeddedStorage storage, string id, int size, FileStream ledger)
    {
        await using var writer = storage.Blobs.Create(TenantId.Default);
        await writer.WriteAsync(Enumerable.Range(0, size).Select(n => (byte)(n * 31 + id[^1])).ToArray(), default);
        var blob = await writer.CompleteAsync(default);
        await storage.Mail.AcceptAsync(Mails.Message(TenantId.Default, id, blob.Blob), blob, [Mails.Event(TenantId.Default, id)], default);
        Note(ledger, $"A {id}");
    }

    private static async Task DeliverAsync(EmbeddedStorage storage, string id)
    {
        var message = (await storage.Mail.GetAsync(id, default))!.Message;
        var effect = Mails.Effect(message, 1, 1, ["bob@partner.de"]);
        await storage.Mail.CommitDecisionAsync(Mails.Decision(message, [Mails.Group(1, GroupState.Delivering, "bob@partner.de")], effect), default);
        await storage.Mail.ClaimEffectsAsync(new Claim(Mails.Start, TimeSpan.FromHours(1)), default);
        await storage.Mail.RecordAttemptAsync(Mails.Attempt(effect, null, Mails.Delivered("bob@partner.de")), default);
    }

    private static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        if (folder is null)
            Assert.Skip("runs only as the child of another test");
        return folder!;
    }

    private static int Messages() => int.Parse(Environment.GetEnvironmentVariable(MessagesVariable) ?? "10", System.Globalization.CultureInfo.InvariantCulture);

    private static FileStream Ledger(string folder) => new(Path.Combine(folder, "ledger"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    private static void Note(FileStream ledger, string text)
    {
        while (true)
        {
            try
            {
                lock (ledger)
                    ledger.Write(Encoding.ASCII.GetBytes(text + "\n"));
                return;
            }
            catch (IOException)
            {
                // The tracer fails every call of its kind; the client's notes are not what is tried here.
            }
        }
    }
}
