using Chancery.Engine.Inspect;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>
/// What no policy needs to say: a message over a limit is set aside, and one that different programs read differently is held
/// where a rule protects or changes it, or asked for its content, because what the rule saw may not be what the reader gets.
/// </summary>
internal static class Safeguards
{
    private static readonly TimeSpan DefaultHold = TimeSpan.FromDays(3);

    /// <summary>What readers may understand differently; size, session and people are no matter of reading.</summary>
    private static readonly HashSet<string> Content = ["subject", "tag", "label", "header", "content", "classification.label", "classification.score", "attachments", "app"];

    /// <param name="asked">What the policy asked for, and got or not.</param>
    public static GroupDecision Apply(GroupDecision group, OpenedMessage opened, FactSet asked)
    {
        if (opened.Mail.OverLimit is { } limit)
            return AtLeast(group, Disposition.Quarantine, limit);
        if (opened.Mail.Malformed.Count > 0 && (group.Plan.ChangesCopy || IsProtected(group.Plan) || asked.All.Keys.Any(IsContent)))
            return AtLeast(group, Disposition.Hold, $"malformed: {string.Join(", ", opened.Mail.Malformed)}");
        return group;
    }

    /// <summary>Held because whether there is a key could not be found out: the postmaster shall know, for the policy alone would not have held it.</summary>
    public static bool IsForOutage(Plan plan) => plan.Disposition == Disposition.Hold && plan.Tried.Any(attempt => attempt is { Ok: false, Reason: "unknown" });

    public static GroupDecision Hold(GroupDecision group, string reason) => AtLeast(group, Disposition.Hold, reason);

    public static GroupDecision AtLeast(GroupDecision group, Disposition disposition, string reason)
    {
        if (group.Plan.Disposition >= disposition)
            return group;
        var terms = group.Plan.Hold ?? new HoldTerms([], [], 1, DefaultHold, "reject");
        return group with
        {
            Plan = group.Plan with
            {
                Disposition = disposition,
                Protection = null,
                Hold = terms with { Reasons = [.. terms.Reasons, reason], OnExpire = "reject" },
            },
        };
    }

    private static bool IsContent(FactKey key) => Content.Contains(key.Name) || key.Name.StartsWith("attachment.", StringComparison.Ordinal);

    private static bool IsProtected(Plan plan) => plan.Protection is Method.Smime or Method.Pgp or Method.Pdf or Method.Portal;
}
