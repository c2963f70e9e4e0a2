using Chancery.Engine.Messages;
using Chancery.Engine.Tenants;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>Decisions in a few words, and the one decision that no policy makes.</summary>
internal static class Decided
{
    /// <summary><c>deliver/smime to 2; hold to 1</c>: for the log, without addresses.</summary>
    public static string Words(Judged judged) =>
        string.Join("; ", judged.Groups.Select(group => $"{WordsOf(group.Group.Plan)} to {group.Group.To.Count}"));

    private static string WordsOf(Plan plan) =>
        Names.Of(plan.Disposition) + (plan.Protection is { } protection ? $"/{Names.Of(protection)}" : "") + (plan.Sign == Signature.None ? "" : "/signed");

    /// <summary>Every recipient held, because the message could not be judged at all.</summary>
    public static Judged HeldForFault(Tenant tenant, SpooledMessage message, string reason)
    {
        var plan = new Plan { Disposition = Disposition.Hold, Hold = new HoldTerms([reason], [], 1, TimeSpan.FromDays(3), "reject") };
        var group = new GroupDecision([.. message.Envelope.Recipients], false, plan, []);
        return new Judged(
            new Decision(tenant.Policy.Digest, [group]), FactSet.Empty, [new JudgedGroup(group, [], null) { IsFault = true }]);
    }
}
