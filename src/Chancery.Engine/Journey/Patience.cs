using Chancery.Engine.Decide;
using Chancery.Engine.Messages;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;

namespace Chancery.Engine.Journey;

/// <summary>
/// How long a message waits for each source that is down (language, R2, 1.9.4): from the source's first failure, which the
/// register remembers over a restart, with growing pauses.
/// </summary>
/// <param name="past">The message's register entries.</param>
internal sealed class Patience(SpooledMessage message, IReadOnlyList<RegisterEntry> past, GatewaySettings settings, DateTimeOffset now)
{
    /// <summary>Stands for our own store, and whatever else keeps a message from being judged or its decision from being committed.</summary>
    public const string OwnStore = "store";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    /// <summary>Our store comes back without anybody's doing; what is held needs a person. So it is waited for longer than a fact.</summary>
    private static readonly TimeSpan ForOwnStore = TimeSpan.FromHours(1);

    public bool Awaits(string source) => now - Since(source) < LongestFor(source);

    /// <summary>The message is to be looked at again when the first of the pauses ends.</summary>
    public Waiting WaitFor(IReadOnlyList<Unavailable> down)
    {
        var due = down.Min(one => NextTry(one.Source));
        var news = down.GroupBy(one => one.Source)
            .Where(source => First(source.Key) is null)
            .Select(source => WaitingEntry.Make(message, new WaitingNote(
                source.Key, [.. source.Select(one => one.What)], source.First().Reason, now + LongestFor(source.Key)), now));
        return new Waiting(down, due, [.. news]);
    }

    private TimeSpan LongestFor(string source) => source switch
    {
        OwnStore => ForOwnStore,
        KeyFactSource.Keys => settings.Realise.Wait,
        _ => settings.FactsWait,
    };

    private DateTimeOffset Since(string source) => First(source) ?? now;

    /// <summary>The source's first failure since the message was last decided on; null if this is it.</summary>
    private DateTimeOffset? First(string source) =>
        past.Reverse().TakeWhile(entry => entry.Event.Kind != "decided").Reverse()
            .FirstOrDefault(entry => WaitingEntry.Read(entry.Event)?.Source == source)?.Event.Time;

    /// <summary>Pauses double up to a fifth of the whole; the last attempt falls on its end.</summary>
    private DateTimeOffset NextTry(string source)
    {
        var (since, longest) = (Since(source), LongestFor(source));
        var pause = Min(Max(now - since, FirstPause), Max(longest / 5, FirstPause));
        var end = since + longest;
        return end > now && now + pause > end ? end : now + pause;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

/// <summary>What a message waits for.</summary>
/// <param name="Due">When it is looked at again.</param>
/// <param name="Events">For the register: sources that are waited for since now.</param>
internal sealed record Waiting(IReadOnlyList<Unavailable> Down, DateTimeOffset Due, IReadOnlyList<RegisterEvent> Events)
{
    /// <summary><c>waiting for recipient.keys.smime[b@partner.example]: timed out</c></summary>
    public string Words => $"waiting for {string.Join(", ", Down.Select(one => one.What))}: {Down[0].Reason}";
}
