using Chancery.Policy.Facts;
using Chancery.Policy.Triggers;

namespace Chancery.Policy.Plans;

/// <summary>What Decide is asked: who sends what to whom, as far as it is known.</summary>
/// <param name="Recipients">In envelope order, addresses as given; unique without regard to case.</param>
public sealed record DecisionRequest(TenantId Tenant, IReadOnlyList<DecisionRecipient> Recipients, FactSet Facts)
{
    /// <summary>Decision time: when the message was received, or released. Rules outside their <c>valid</c> time do not count.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>By recipient (lower case): methods that failed or were refused at delivery, with the reason; realisation passes over them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<Method, string>> Refused { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<Method, string>>();

    /// <summary>What the sender asks for over a channel that may ask: it raises, as a rule would.</summary>
    public IReadOnlyList<Wish> Wishes { get; init; } = [];

    /// <summary>Set for the recipient of a <c>copy</c>: only guards and this list count, and it makes no copies of its own (R16).</summary>
    public EquatableList<Method>? Copy { get; init; }
}

/// <param name="Hidden">In the envelope but in no To or Cc field (R14).</param>
public sealed record DecisionRecipient(string Address, bool Hidden);

/// <summary>The answer of Decide: a decision, or the facts that are missing for one (R5).</summary>
public abstract record DecisionStep
{
    private DecisionStep() { }

    /// <param name="Keys">All that can be fetched side by side now, cheapest cost class first; never empty.</param>
    public sealed record Needs(IReadOnlyList<FactKey> Keys) : DecisionStep;

    public sealed record Decided(Decision Decision) : DecisionStep;
}

/// <summary>One plan per group of recipients, with the reasons. The same input gives the same decision for ever.</summary>
public sealed record Decision(string PolicyDigest, IReadOnlyList<GroupDecision> Groups)
{
    /// <summary>Tells how the rules came out: every one of them, or (false) those that applied or missed by one atom.</summary>
    internal Func<bool, IReadOnlyList<RuleTrace>> Tracing { get; init; } = _ => [];

    /// <summary>Every rule that was looked at.</summary>
    public IReadOnlyList<RuleTrace> Trace => Tracing(true);

    /// <summary>The rules that applied, and the near misses; every rule where a plan asks for a full record (<c>audit: full</c>).</summary>
    public IReadOnlyList<RuleTrace> RecordedTrace => Tracing(Groups.Any(group => group.Plan.RecordsInFull));

    /// <summary>Facts that could not be known, with the reason.</summary>
    public IReadOnlyList<UnknownFact> Unknown { get; init; } = [];
}

/// <summary>Recipients that share one copy. A hidden recipient of a changed copy is a group of its own.</summary>
public sealed record GroupDecision(EquatableList<string> To, bool Hidden, Plan Plan, EquatableList<RuleHit> Rules);

/// <param name="Id"><c>ruleset/rule</c>, or <c>baseline</c>.</param>
public sealed record RuleHit(string Id, Certainty Certainty);

public sealed record UnknownFact(FactKey Key, string Reason);

/// <summary>How one rule came out for some recipients: the atoms of its condition with their values; for <c>explain</c>.</summary>
/// <param name="At"><c>file:line</c>.</param>
/// <param name="For">Recipients, or empty for all.</param>
/// <param name="Result"><c>must</c>, <c>may</c> or <c>false</c>.</param>
/// <param name="Atoms"><c>recipient.domain=partner.de:t</c>; t, f or u.</param>
public sealed record RuleTrace(string Id, string At, IReadOnlyList<string> For, string Result, IReadOnlyList<string> Atoms, string Effect)
{
    /// <summary>How each branch came out, <c>then</c> first: <c>must</c>, <c>may</c> or <c>false</c>.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];
}
