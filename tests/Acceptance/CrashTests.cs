using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acceptance.Support;

namespace Acceptance;

/// <summary>A message that got 250 comes out, whatever happens to the process. The ledger is the clients'.</summary>
public sealed partial class CrashTests(ITestOutputHelper output)
{
    private const int Clients = 20;

    /// <summary>Copies that can be on their way at the moment of a kill: as many as one next hop may take (<c>limits.deliveries-per-hop</c>).</summary>
    private const int InFlight = 24;

    /// <summary>A started process delivers nothing before that; what arrives earlier had left the one before.</summary>
    private static readonly TimeSpan FirstBreath = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(10);

    private const int Opened = 20;

    private const string Policy = """
        rules:
          - id: partner-encrypted
            if: { recipient.domain: partner.example }
            then: [ { protect: [smime] } ]
          - id: signed
            if: { recipient.domain: signed.example }
            then: [ { sign: smime } ]
        """;

    private static int Kills => Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 300 : 25;

    [Fact]
    public async Task T1_killed_at_random_moments_under_load_it_loses_nothing_it_acknowledged()
    {
        using var folder = new TestFolder();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var keys = await TestKeys.CreateAsync(folder, CrashMail.Sender, CrashMail.Partner);
        await keys.ImportAsync(gateway, [CrashMail.Partner], CrashMail.Sender);
        var (load, slowest, lives) = (new CrashLoad(Clients), TimeSpan.Zero, new List<DateTime>());

        for (var kill = 0; kill < Kills; kill++)
        {
            await KillUnderLoadAsync(load, gateway);
            var started = Stopwatch.GetTimestamp();
            lives.Add(DateTime.UtcNow + FirstBreath);
            await gateway.StartAsync();
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
        }

        var (arrived, held) = await ArrivedAsync(sink, gateway, load);
        var wrong = await WrongAsync(folder, keys, arrived);
        var lost = Missing(load, arrived, held).ToList();
        var phantom = arrived.Keys.Count(number => !load.Tried.ContainsKey(number));
        var duplicate = arrived.Values.Sum(copies => copies.GroupBy(mail => string.Join(',', mail.To)).Sum(same => same.Count() - 1));
        var idle = arrived.SelectMany(mail => TwiceInOneLife(mail.Value, lives).Select(to => $"{mail.Key} to {to}")).ToList();
        output.WriteLine(
            $"kills {Kills}, tried {load.Tried.Count}, acknowledged {load.Acknowledged.Count}, copies {sink.Mails.Count}, lost {lost.Count}, set aside {held.Count}, wrong {wrong.Count}, "
            + $"phantom {phantom}, duplicate copies {duplicate}, of them without a kill between {idle.Count}, slowest restart {slowest.TotalSeconds:0.0} s");

        Assert.InRange(load.Acknowledged.Count, Kills * 4, int.MaxValue);
        Assert.Empty(lost);
        Assert.InRange(held.Count, 0, InFlight);
        Assert.Empty(wrong);
        Assert.Equal(0, phantom);
        Assert.InRange(duplicate, 0, Kills * InFlight);
        Assert.Empty(idle);
        Assert.InRange(slowest, TimeSpan.Zero, Restart);
    }

    /// <summary>Recipients who got the mail more than once from the same process: its end was no reason for that.</summary>
    private static IEnumerable<string> TwiceInOneLife(IEnumerable<Arrived> copies, List<DateTime> lives) =>
        copies.SelectMany(copy => copy.To.Select(to => (To: to, Life: lives.Count(life => life <= copy.At))))
            .GroupBy(copy => copy).Where(same => same.Count() > 1).Select(same => same.Key.To);

    /// <summary>Sends until something was taken, and then for a random while; the kill comes while all of them send.</summary>
    private static async Task KillUnderLoadAsync(CrashLoad load, Gateway gateway)
    {
        using var stop = new CancellationTokenSource();
        var before = load.Acknowledged.Count;
        var clients = load.Start(gateway.SmtpPort, stop.Token);
        for (var end = DateTime.UtcNow.AddSeconds(20); load.Acknowledged.Count == before; await Task.Delay(10, CancellationToken.None))
            Assert.True(DateTime.UtcNow < end, $"nothing was taken within 20 s: {gateway.Log}");
        await Task.Delay(RandomNumberGenerator.GetInt32(50, 300), CancellationToken.None);
        await gateway.KillAsync();
        await stop.CancelAsync();
        await Task.WhenAll(clients);
    }

    /// <summary>Waits until everything has arrived but what is held for all to see, because the process died over it too often.</summary>
    private static async Task<(Dictionary<int, List<Arrived>> Arrived, HashSet<string> Held)> ArrivedAsync(Sink sink, Gateway gateway, CrashLoad load)
    {
        var (arrived, held, seen) = (new Dictionary<int, List<Arrived>>(), new HashSet<string>(), 0);
        var (start, look) = (DateTime.UtcNow, DateTime.UtcNow.AddSeconds(60));
        for (var end = start.AddSeconds(120 + 4 * Kills); ; await Task.Delay(300))
        {
            foreach (var mail in sink.Mails.Skip(seen))
            {
                seen++;
                if (mail.From.Length == 0)
                    continue;
                var top = Encoding.Latin1.GetString(mail.Content.AsSpan(0, Math.Min(mail.Content.Length, 4096)));
                var number = int.Parse(Number().Match(top).Groups[1].Value, CultureInfo.InvariantCulture);
                (arrived.TryGetValue(number, out var copies) ? copies : arrived[number] = []).Add(mail);
            }

            if (DateTime.UtcNow > end || !Missing(load, arrived, held).Any())
                return (arrived, held);
            if (DateTime.UtcNow > look)
                (held, look) = (await HeldAsync(gateway), DateTime.UtcNow.AddSeconds(20));
        }
    }

    private static async Task<HashSet<string>> HeldAsync(Gateway gateway)
    {
        var queue = await gateway.VerbAsync("queue", "list", "--json");
        Assert.True(queue.ExitCode == 0, queue.ToString());
        using var json = JsonDocument.Parse(queue.Output);
        return
        [
            .. json.RootElement.GetProperty("messages").EnumerateArray()
                .Where(mail => mail.GetProperty("groups").EnumerateArray().Any(group => group.GetProperty("reason").GetString()?.StartsWith("set aside", StringComparison.Ordinal) == true))
                .Select(mail => mail.GetProperty("messageId").GetString() ?? ""),
        ];
    }

    private static IEnumerable<string> Missing(CrashLoad load, Dictionary<int, List<Arrived>> arrived, HashSet<string> held) =>
        from number in load.Acknowledged.Keys
        let mail = new CrashMail(number)
        where !held.Contains(mail.MessageId)
        let got = arrived.GetValueOrDefault(number)?.SelectMany(copy => copy.To).ToHashSet() ?? []
        from to in mail.Recipients
        where !got.Contains(to)
        select $"{mail.Id} to {to}";

    /// <summary>Damaged, or in the clear where it was to be encrypted; of the encrypted ones some are opened.</summary>
    private static async Task<List<string>> WrongAsync(TestFolder folder, TestKeys keys, Dictionary<int, List<Arrived>> arrived)
    {
        var (wrong, opened) = (new List<string>(), 0);
        foreach (var (number, copies) in arrived)
        {
            var mail = new CrashMail(number);
            foreach (var copy in copies)
            {
                var text = copy.Text;
                if (mail.IsEncrypted && text.Contains(mail.Canary, StringComparison.Ordinal))
                    wrong.Add($"{mail.Id} in the clear");
                else if (mail.IsEncrypted && opened++ < Opened)
                    text = Encoding.Latin1.GetString(await OpensslCms.DecryptAsync(folder, copy, keys.CertificateOf(CrashMail.Partner), keys.KeyOf(CrashMail.Partner)));
                else if (mail.IsEncrypted)
                    continue;
                if (mail.IsSigned || mail.IsEncrypted ? !text.Contains(mail.Body, StringComparison.Ordinal) : !text.EndsWith("\r\n\r\n" + mail.Body, StringComparison.Ordinal))
                    wrong.Add($"{mail.Id} damaged");
            }
        }

        return wrong;
    }

    [GeneratedRegex("Subject: crash ([0-9]+)")]
    private static partial Regex Number();
}
