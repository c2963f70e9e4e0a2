using Chancery.Policy.Plans;

namespace Chancery.Engine.Simulate;

/// <summary>What would become of one mail.</summary>
/// <param name="Source">As given: a path, or <c>PATH#n</c> in an mbox.</param>
/// <param name="Problems">Why it could not be simulated; holds are no problem.</param>
public sealed record SimulatedMail(
    string Source, string? MessageId, long Size, string? From, IReadOnlyList<string> Recipients,
    IReadOnlyList<SimulatedGroup> Groups, IReadOnlyList<UnknownFact> Unknown, IReadOnlyList<string> Problems)
{
    public static SimulatedMail Unreadable(string source, string problem) => new(source, null, 0, null, [], [], [], [problem]);
}

public sealed record SimulatedGroup(GroupDecision Group, IReadOnlyList<SimulatedEffect> Effects);

/// <param name="File">Relative to the effects folder; null without one.</param>
public sealed record SimulatedEffect(string Kind, IReadOnlyList<string> To, string? File, long Bytes);

/// <summary>A whole run.</summary>
public sealed record Simulation(string PolicyDigest, IReadOnlyList<SimulatedMail> Mails);
