using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Deciding;

/// <summary>Walks the acceptable methods and takes the first that is certain to work (language, 1.9.4, R11 to R13, R29, R40).</summary>
/// <param name="termsOf">What the rules and profiles say about a container or the portal.</param>
internal sealed class Realisation(Knowledge known, IReadOnlyDictionary<Method, string> refused, IReadOnlyList<string> alsoFor, Func<Method, EquatableMap> termsOf)
{
    private static readonly FactKey IsEncrypted = new("message.isEncrypted");
    private static readonly FactKey EncryptedBy = new("message.encryptedBy");
    private static readonly FactKey Type = new("message.type");

    /// <summary>Null method: none left. The walk stops early while a fact is missing.</summary>
    public (Method? Method, EquatableList<Try> Tried, bool AlreadyMet) Walk(IReadOnlyList<Method> acceptable)
    {
        var tried = new List<Try>();
        foreach (var method in acceptable)
        {
            var (reason, met) = refused.TryGetValue(method, out var why) ? (why, false) : Obstacle(method);
            if (known.IsPending)
                return (null, [], false);
            tried.Add(new Try(method, reason is null, reason));
            if (reason is null)
                return (method, [.. tried], met);
        }

        return (null, [.. tried], false);
    }

    /// <summary>Why a method is not possible; null if it is. A message that is encrypted already has met its own method and no other (R12).</summary>
    private (string? Reason, bool Met) Obstacle(Method method)
    {
        switch (method)
        {
            case Method.Smime or Method.Pgp or Method.Pdf or Method.Portal when known.Flag(IsEncrypted) == true:
                var by = known.Text(EncryptedBy);
                return by == Names.Of(method) ? (null, true) : ($"encrypted already ({by})", false);
            case Method.Smime:
                return (KeyObstacle("recipient.keys.smime"), false);
            case Method.Pgp:
                return (KeyObstacle("recipient.keys.pgp"), false);
            case Method.Pdf or Method.Portal:
                return (MachineMail() ?? Unreachable(termsOf(method), method), false);
            case Method.Tls or Method.TlsVerified:
                return (known.Flag(new FactKey("nexthop.final", known.Recipient)) == false ? "next hop is not the recipient's own" : null, false);
            default:
                return (null, false);
        }
    }

    private string? KeyObstacle(string fact) => known.Text(new FactKey(fact, known.Recipient)) is { } state && state != "valid" ? state : null;

    /// <summary>
    /// A password by SMS needs a number, unless another strategy stands behind it; a second factor of the portal needs a number
    /// or an account. Whether a password was agreed or came with the mail is known only where containers are made (ADR 11).
    /// </summary>
    private string? Unreachable(EquatableMap terms, Method method) => method == Method.Pdf
        ? Said(terms, "password.strategy", "generated") == "generated" && Said(terms, "password.deliver", "phone") == "sms" && Said(terms, "password.ifNoMobile", "generated") == "generated" && !HasMobile()
            ? "no mobile number for the password" : null
        : Said(terms, "twoFactor", "none") == "required" && !HasMobile() && known.Text(new FactKey("recipient.portal.account", known.Recipient)) != "active"
            ? "no second factor for the portal" : null;

    private bool HasMobile() => known.Text(new FactKey("recipient.mobile", known.Recipient)) == "known";

    private static string Said(EquatableMap terms, string name, string otherwise) => terms.TryGetValue(name, out var said) ? said : otherwise;

    /// <summary>R13: nobody is there to type a password.</summary>
    private string? MachineMail() => known.Text(Type) switch
    {
        "calendar" when !alsoFor.Contains("calendar") => "calendar mail",
        "dsn" or "mdn" or "auto" when !alsoFor.Contains("auto") => "machine mail",
        _ => null,
    };
}
