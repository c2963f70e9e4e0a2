using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Durability;

/// <summary>
/// A run of the stores is recorded call by call, and every loss of power in it played through: what was acknowledged is there
/// and whole, nothing else is half there.
/// </summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    private const int Messages = 15;

    private static int States => Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 50_000 : 2_000;

    [Fact]
    public async Task T4_after_a_loss_of_power_at_any_moment_all_that_was_acknowledged_is_there_whole()
    {
        var (root, ledger, events) = await RecordAsync();
        var (seed, acknowledged) = (Environment.TickCount, 0L);
        var failures = await PlayAsync(root, ledger, events, States, seed, known => Interlocked.Add(ref acknowledged, known));

        output.WriteLine($"{States} states of {events.Count} calls, {acknowledged} acknowledged messages looked for, {failures.Count} failures, seed {seed}");
        Assert.True(acknowledged > States);
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(5)));
    }

    [Fact]
    public async Task A_disk_that_only_says_it_has_synced_is_found_out()
    {
        var (root, ledger, events) = await RecordAsync();

        var failures = await PlayAsync(root, ledger, [.. events.Where(e => e.Call != DiskCall.Sync)], 40, 1, _ => { });

        Assert.Contains(failures, failure => failure.Contains("is gone", StringComparison.Ordinal) || failure.Contains("damaged", StringComparison.Ordinal));
    }

    private static async Task<(string Root, string Ledger, IReadOnlyList<DiskEvent> Events)> RecordAsync()
    {
        using var folder = new TempFolder();
        var (exit, said) = await Traced.RunAsync(folder.Path, nameof(Life.From_acceptance_to_the_end), Messages, Traced.RecordTo(folder["trace"]));
        Assert.True(exit == 0, said);
        var events = DiskTrace.Read(folder["trace"], folder.Path).Where(e => !e.Path.EndsWith("-shm", StringComparison.Ordinal)).ToList();
        Assert.Equal(Messages, events.Count(e => e.Path == folder["ledger"] && e.Data is [(byte)'A', ..]));
        return (folder["data"], folder["ledger"], events);
    }

    /// <param name="told">How many messages were acknowledged by then, for each state.</param>
    private static async Task<List<string>> PlayAsync(
        string root, string ledger, IReadOnlyList<DiskEvent> events, int states, int seed, Action<int> told)
    {
        var stored = events.Where(e => e.Path != ledger).ToList();
        var notes = events.Where(e => e.Path == ledger && e.Data is not null).ToList();
        var failures = new List<string>();
        using var space = new Space();
        await Parallel.ForAsync(0, states, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (state, _) =>
        {
            // Every call is a moment to die at; with all unsynced lost, and with any part of it.
            var last = stored[(int)((long)state * stored.Count / states)].End;
            var known = notes.Where(note => note.Begin <= last).Select(note => Encoding.ASCII.GetString(note.Data!).Trim()).ToList();
            told(known.Count(note => note[0] == 'A'));
            var place = space.Of(state);
            try
            {
                new CrashDisk(stored.TakeWhile(done => done.End <= last)).Materialise(root, place, state % 2 == 0 ? null : new Random(seed + state));
                await CheckAsync(place, known);
            }
            catch (Exception failure)
            {
                lock (failures)
                    failures.Add($"state {state}, seed {seed}, after line {last}: {failure.GetType().Name}: {failure.Message}");
            }
            finally
            {
                space.Free(state);
            }
        });

        return failures;
    }

    private static async Task CheckAsync(string place, List<string> known)
    {
        await using var embedded = await Embedded.OpenAsync(place);
        await embedded.Storage.Mail.ReclaimAsync(default);
        var found = await embedded.Storage.Mail.FindAsync(new MessageQuery(Max: 100_000), default);
        var byId = found.ToDictionary(record => record.Message.Id);
        foreach (var note in known)
        {
            var (kind, id) = (note[0], note[2..]);
            if (!byId.TryGetValue(id, out var record))
                throw new InvalidDataException($"{id} was acknowledged and is gone");
            if (kind == 'D' && record.State != MessageState.Done)
                throw new InvalidDataException($"{id} was delivered and is {record.State}");
        }

        foreach (var record in found.Where(record => record.State != MessageState.Done))
        {
            await using var body = await embedded.Storage.Blobs.OpenAsync(TenantId.Default, record.Message.Body, default);
            await body.CopyToAsync(Stream.Null);
        }

        if (RegisterChain.FirstBroken(await embedded.Storage.Mail.ReadRegisterAsync(TenantId.Default, 1, int.MaxValue, default)) is { } broken)
            throw new InvalidDataException($"the register is broken at {broken.Sequence}");
    }

    /// <summary>In memory where there is a place for that: the copies need no disk.</summary>
    private sealed class Space : IDisposable
    {
        private static int s_spaces;

        private readonly string _folder = Directory.Exists("/dev/shm")
            ? Directory.CreateDirectory($"/dev/shm/chancery-{Environment.ProcessId}-{Interlocked.Increment(ref s_spaces)}").FullName
            : Directory.CreateTempSubdirectory("chancery-crash-").FullName;

        public string Of(int state) => Path.Combine(_folder, $"{state}", "data");

        public void Free(int state)
        {
            if (Directory.Exists(Path.Combine(_folder, $"{state}")))
                Directory.Delete(Path.Combine(_folder, $"{state}"), recursive: true);
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
