using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Deciding;

/// <summary>Makes one recipient's plan of what was joined. Null while a fact is missing.</summary>
internal sealed class Planner(Joined joined, Knowledge known, IReadOnlyDictionary<Method, string> refused, IReadOnlyList<string> pipeline)
{
    private static readonly HashSet<string> Changing = ["header", "subject", "attachments", "disclaimer", "label", "decrypt", "verify"];

    private const string NoMethod = "the rules leave no method that all of them accept";

    public Plan? Plan()
    {
        var plan = new Plan { Disposition = joined.Disposition, Acceptable = joined.Acceptable, SignRequired = joined.SignRequired, Actions = joined.Actions };
        if (plan.Disposition == Disposition.Reject)
            return plan with { Reject = joined.RejectTerms, SignRequired = false };
        if (HasNoMethod(plan) && joined.OtherwiseRejects)
            return Otherwise(plan, NoMethod);
        if (plan.Disposition != Disposition.Deliver)
            return plan with { Hold = joined.HoldTerms, SignRequired = false };
        plan = plan with { FileLinks = FileLinks() };
        return known.IsPending ? null : Realise(plan);
    }

    private bool HasNoMethod(Plan plan) => joined.HasProtect && plan.Acceptable.Count == 0;

    private Plan? Realise(Plan plan)
    {
        if (!joined.HasProtect)
            return Finish(plan with { Protection = Method.Plain }, alreadyMet: false);
        if (HasNoMethod(plan))
            return Otherwise(plan, NoMethod);
        var (method, tried, met) = new Realisation(known, refused, joined.AlsoFor).Walk(plan.Acceptable);
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
        if (sign == Signature.None && joined.SignRequired && joined.Signs.Count > 0 && !IsSignedOrEncrypted())
            return Held(plan, "no signing key for the sender");
        plan = plan with { Sign = sign, SignRequired = sign != Signature.None && joined.SignRequired };
        var changes = !alreadyMet && plan.Protection is Method.Smime or Method.Pgp or Method.Pdf or Method.Portal
            || sign != Signature.None || plan.FileLinks.Count > 0 || plan.Actions.Any(action => Changing.Contains(action.Action));
        plan = plan with { ChangesCopy = changes };
        var stages = Stages.Of(plan, pipeline);
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
        var kinds = joined.Signs.Select(sign => sign.Action["with"]).Where(with => with != "auto").Distinct().ToList();
        if (kinds is ["pgp"] || kinds.Count != 1 && plan.Protection == Method.Pgp)
            return Signature.Pgp;
        var key = known.Text(new FactKey("sender.keys.smime"));
        return known.IsPending ? null : key == "valid" ? Signature.Smime : Signature.None;
    }

    private bool IsSignedOrEncrypted()
    {
        var (signed, encrypted) = (known.Flag(new FactKey("message.isSigned")), known.Flag(new FactKey("message.isEncrypted")));
        return signed == true || encrypted == true;
    }

    private Plan Otherwise(Plan plan, string reason) => joined.OtherwiseRejects
        ? plan with { Disposition = Disposition.Reject, SignRequired = false, FileLinks = [], Reject = new RejectTerms("5.7.1", reason) }
        : Held(plan, reason);

    private static Plan Held(Plan plan, string reason) => plan with
    {
        Disposition = Disposition.Hold,
        Protection = null,
        SignRequired = false,
        FileLinks = [],
        Hold = new HoldTerms([reason], [], 1, TimeSpan.FromDays(3), "reject"),
    };

    /// <summary>Per attachment: the shortest life and the stricter second factor of all that ask for it (language, 1.8).</summary>
    private EquatableList<FileLink> FileLinks()
    {
        if (joined.FileLinks.Count == 0 || known.Attachments() is not { } parts)
            return [];
        var links = new List<FileLink>();
        foreach (var part in parts)
        {
            var asked = joined.FileLinks.Where(link => Picks(link, part)).Select(link => link.Action).ToList();
            if (asked.Count > 0)
                links.Add(LinkOf(part, asked));
        }

        return [.. links];
    }

    private bool Picks(Contribution link, string part) =>
        link.Action.Picks is { } condition
            ? known.Test(condition, part) is Truth.True or Truth.Unknown
            : known.Flag(new FactKey("attachment.inline", part)) == false;

    private FileLink LinkOf(string part, List<Rules.ActionUse> asked)
    {
        var ttl = asked.Select(link => Quantity.Duration(link["ttl"] ?? "14d") ?? TimeSpan.FromDays(14)).Min();
        var factor = asked.Select(link => link["twoFactor"]).Contains("required") ? "required" : asked.Select(link => link["twoFactor"]).Contains("optional") ? "optional" : "none";
        var downloads = asked.Select(link => int.TryParse(link["maxDownloads"], out var max) ? max : int.MaxValue).Min();
        return new FileLink(
            part, known.Text(new FactKey("attachment.name", part)) ?? "", known.Text(new FactKey("attachment.type", part)) ?? "",
            (long)known.Number(new FactKey("attachment.size", part)), Quantity.Spell(ttl), factor)
        {
            Space = asked.Select(link => link["space"]).FirstOrDefault(space => space is not null),
            MaxDownloads = downloads == int.MaxValue ? null : downloads,
        };
    }
}
