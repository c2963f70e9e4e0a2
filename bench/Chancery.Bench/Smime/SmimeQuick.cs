using System.Diagnostics;
using System.Globalization;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;

namespace Chancery.Bench.Smime;

/// <summary>
/// Sign and encrypt, side by side: what <c>openssl speed</c> allows, ours, and MimeKit, round by round in one run and on one thread. Rates
/// are of processor time, and of each the best round is told: what disturbs makes everybody slower, never faster.
/// </summary>
internal static class SmimeQuick
{
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        Console.WriteLine("| mail | RSA | openssl speed, signatures/s | ours | of it | ours, AES-GCM | MimeKit | ours / MimeKit |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var bits in (int[])[2048, 3072])
            await TellAsync("10 KB", Correspondents.Mail(10_240), bits, TimeSpan.FromSeconds(2));
        await TellAsync("25 MB", Correspondents.Mail(26_214_400), 2048, TimeSpan.FromSeconds(3));
    }

    private static async Task TellAsync(string name, byte[] mail, int bits, TimeSpan budget)
    {
        var people = new Correspondents(bits);
        var ring = new KeyRing(people, TimeProvider.System);
        var (mimeKit, context) = Contenders.MimeKitOf(people);
        using var _ = context;
        var (speed, ours, gcm, theirs) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await RateAsync(() => Contenders.OursAsync(ring, mail, SmimeProfile.Compatible), budget);
        for (var round = 0; round < Rounds; round++)
        {
            speed.Add(Contenders.OpensslSpeed(bits, 1));
            ours.Add(await RateAsync(() => Contenders.OursAsync(ring, mail, SmimeProfile.Compatible), budget));
            gcm.Add(await RateAsync(() => Contenders.OursAsync(ring, mail, SmimeProfile.BsiStandard), budget));
            theirs.Add(await RateAsync(() => mimeKit(mail), budget));
        }

        var (allowed, own, other) = (speed.Max(), ours.Max(), theirs.Max());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {bits} | {allowed:0} | {own:0.#} | {(mail.Length < 1_000_000 ? $"{own / allowed:P0}" : "")} | {gcm.Max():0.#} | {other:0.#} | {own / other:0.0} |"));
    }

    private static async Task<double> RateAsync(Func<Task> work, TimeSpan budget)
    {
        await work();
        var (count, start, processor) = (0, Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        while (Stopwatch.GetElapsedTime(start) < budget)
        {
            await work();
            count++;
        }

        return count / (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
    }
}
