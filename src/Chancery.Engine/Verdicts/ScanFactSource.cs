using Chancery.Engine.Decide;
using Chancery.Engine.Inspect;
using Chancery.Engine.Scan;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Verdicts;

/// <summary><c>verdict.malware</c>: the worst that our scanners and a trusted server before us say; unknown as soon as one cannot say and none has found anything.</summary>
public sealed class ScanFactSource(OpenedMessage opened, UpstreamWord upstream, IReadOnlyList<IScanner> scanners, long largest) : IFactSource
{
    private FactAnswer? _answer;

    public string Name => "malware scanner";

    public async ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel) => key.Name switch
    {
        "verdict.malware" => _answer ?? await ScanAsync(cancel),
        "verdict.spam" => new FactAnswer.Settled(upstream.SpamScore() is { } score ? Fact.Of(score) : new Fact.Unknown("no trusted server before us gives a spam score")),
        _ => null,
    };

    private async Task<FactAnswer> ScanAsync(CancellationToken cancel)
    {
        var word = upstream.Malware();
        if (word == "infected" || (scanners.Count == 0 && word is not null))
            return _answer = new FactAnswer.Settled(Fact.Of(word));
        if (scanners.Count == 0)
            return _answer = new FactAnswer.Settled(new Fact.Unknown("no scanner looked at this mail"));
        if (opened.Original.Length > largest)
            return _answer = new FactAnswer.Settled(new Fact.Unknown("larger than scanners are given (scanners.limit)"));
        var verdicts = new List<ScanVerdict>();
        foreach (var scanner in scanners)
        {
            opened.Original.Position = 0;
            var verdict = await scanner.ScanAsync(opened.Original, cancel);
            if (verdict.Outcome == ScanOutcome.Infected)
                return _answer = new FactAnswer.Settled(Fact.Of("infected"));
            verdicts.Add(verdict with { Why = $"{scanner.Name}: {verdict.Why}" });
        }

        return Joined(verdicts, word == "suspicious");
    }

    private FactAnswer Joined(List<ScanVerdict> verdicts, bool suspected)
    {
        // A scanner that is down may still find what the others did not: it is waited for, and asked again.
        if (verdicts.Find(verdict => verdict.Outcome == ScanOutcome.Unavailable) is { } down)
            return new FactAnswer.Unavailable(down.Why);
        if (suspected || verdicts.Exists(verdict => verdict.Outcome == ScanOutcome.Suspicious))
            return _answer = new FactAnswer.Settled(Fact.Of("suspicious"));
        return _answer = new FactAnswer.Settled(verdicts.Find(verdict => verdict.Outcome == ScanOutcome.Undeterminable) is { } open ? new Fact.Unknown(open.Why) : Fact.Of("clean"));
    }
}
