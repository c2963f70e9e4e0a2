using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Deciding;

/// <summary>Makes one recipient's plan of what was joined. Null while a fact is missing.</summary>
internal sealed class Planner(Joined joined, Knowledge known, IReadOnlyDictionary<Method, string> refused, CompiledPolicy policy)
{
    private static readonly HashSet<string> Changing = ["header", "subject", "disclaimer", "label", "decrypt", "verify"];

    private static readonly FactKey SmimeKey = new("sender.keys.smime");
    private static readonly FactKey PgpKey = new("sender.keys.pgp");

    private static readonly Dictionary<string, int> NoLabels = [];
    private const string NoRegion = "the rules leave no region that all of them accept";

    private const string NoMethod = "the rules leave no method that all of them accept";

    public Plan? Plan()
    {
        var actions = Vocabulary.Addressees.Addressed(policy.Names, joined.Actions(policy.Names.Labels?.Ranks ?? NoLabels), known.At, known.People);
        if (known.IsPending)
            return null;
        var plan = new Plan { Disposition = joined.Disposition, Acceptable = joined.Acceptable, SignRequired = joined.SignRequired, Actions = actions };
        if (plan.Disposition == Disposition.Reject)
            return plan with { Reject = joined.RejectTerms, SignRequired = false };
        if (HasNoMethod(plan) && joined.OtherwiseRejects)
            return Otherwise(plan, NoMethod);
        if (plan.Disposition != Disposition.Deliver)
            return plan with { Hold = joined.HoldTerms, SignRequired = false };
        if (known.LacksPeople && Vocabulary.Addressees.Unfound(policy.Names, actions) is { } unfound)
            return Held(plan, $"who `{unfound}` stands for could not be found out");
        var attachments = new AttachmentPlans(joined, known);
        if (attachments.IsUnknown)
            return Held(plan, "the attachments could not be listed, and something shall become of them");
        var taken = attachments.Taken();
        plan = plan with { Attachments = taken, FileLinks = attachments.Links(taken) };
        if (attachments.HasNoRegion)
            return Held(plan, NoRegion);
        return known.IsPending ? null : Realise(plan);
    }

    private bool HasNoMethod(Plan plan) => joined.HasProtect && plan.Acceptable.Count == 0;

    private Plan? Realise(Plan plan)
    {
        if (!joined.HasProtect)
            return Finish(plan with { Protection = Method.Plain }, alreadyMet: false);
        if (HasNoMethod(plan))
            return Otherwise(plan, NoMethod);
        var (method, tried, met) = new Realisation(known, refused, joined.AlsoFor, method => Terms.Of(method, joined.Protects, policy.Names.Profiles)).Walk(plan.Acceptable);
        if (known.IsPending)
            return null;
        plan = plan with { Tried = tried };
        return method is { } realised
            ? Finish(plan with { Protection = realised }, met)
            : Otherwise(plan, $"no acceptable method is possible: {string.Join(", ", tried.Select(t => $"{Names.Of(t.Method)} ({t.Reason})"))}");
    }

    private Plan? Finish(Plan plan, bool alreadyMet)
    {
        if (SignOf(plan) is not { } sign)
            return null;
        var unsigned = sign == Signature.None && joined.Signs.Count > 0 && !IsSignedOrEncrypted() ? NoSigningKey(plan) : null;
        if (unsigned is not null && joined.SignRequired)
            return Held(plan, unsigned);
        plan = plan with
        {
            Sign = sign,
            Unsigned = unsigned,
            SignRequired = sign != Signature.None && joined.SignRequired,
            SignKey = sign == Signature.None ? null : WhoseKey,
            Profile = plan.Protection is Method.Smime or Method.Pgp && !alreadyMet ? Terms.Profile(joined.Protects) : null,
            Terms = Terms.Of(plan.Protection ?? Method.Plain, joined.Protects, policy.Names.Profiles),
        };
        var changes = !alreadyMet && plan.Protection is Method.Smime or Method.Pgp or Method.Pdf or Method.Portal
            || sign != Signature.None || plan.FileLinks.Count > 0 || plan.Attachments.Count > 0 || plan.Actions.Any(action => Changing.Contains(action.Action));
        plan = plan with { ChangesCopy = changes };
        var stages = Stages.Of(plan, policy.Pipeline);
        return plan with { Stages = alreadyMet ? [.. stages.Where(stage => stage != "encrypt")] : stages };
    }

    /// <summary>R12, R34: no second signature; both kinds named follow the realised method; without a key a preferred one is left away.</summary>
    private Signature? SignOf(Plan plan)
    {
        if (joined.Signs.Count == 0)
            return Signature.None;
        var done = IsSignedOrEncrypted();
        if (known.IsPending)
            return null;
        if (done)
            return Signature.None;
        var wanted = KindOf(plan);
        var key = known.Text(KeyOf(wanted));
        return known.IsPending ? null : key == "valid" ? wanted : Signature.None;
    }

    private Signature KindOf(Plan plan)
    {
        var kinds = joined.Signs.Select(sign => sign.Action["with"]).Where(with => with != "auto").Distinct().ToList();
        return kinds is ["pgp"] || kinds.Count != 1 && plan.Protection == Method.Pgp ? Signature.Pgp : Signature.Smime;
    }

    /// <summary>Null: the sender's own.</summary>
    private string? WhoseKey => joined.Signs.Select(sign => sign.Action["key"]).FirstOrDefault(key => key is not (null or "user"));

    private FactKey KeyOf(Signature signature) => (signature == Signature.Pgp ? PgpKey : SmimeKey) with { Argument = WhoseKey };

    private string NoSigningKey(Plan plan) => known.Text(KeyOf(KindOf(plan))) == "unknown"
        ? "whether the sender has a signing key could not be found out"
        : $"no signing key for {(WhoseKey is { } whose ? $"the {whose} of the sender" : "the sender")}";

    private bool IsSignedOrEncrypted()
    {
        var (signed, encrypted) = (known.Flag(new FactKey("message.isSigned")), known.Flag(new FactKey("message.isEncrypted")));
        return signed == true || encrypted == true;
    }

    private Plan Otherwise(Plan plan, string reason) => joined.OtherwiseRejects
        ? plan with { Disposition = Disposition.Reject, SignRequired = false, FileLinks = [], Attachments = [], Reject = new RejectTerms("5.7.1", reason) }
        : Held(plan, reason);

    private static Plan Held(Plan plan, string reason) => plan with
    {
        Disposition = Disposition.Hold,
        Protection = null,
        SignRequired = false,
        FileLinks = [],
        Attachments = [],
        Hold = new HoldTerms([reason], [], 1, TimeSpan.FromDays(3), "reject"),
    };
}
