namespace Chancery.Policy.Plans;

/// <summary>What happens to a group's copy, from mild to strict; joining takes the maximum (language, 1.9.2).</summary>
public enum Disposition { Deliver, Hold, Quarantine, Reject }

/// <summary>Protection methods in the order of the language's catalogue, strongest first.</summary>
public enum Method { Smime, Pgp, Pdf, Portal, TlsVerified, Tls, Plain }

/// <summary>How a copy is signed.</summary>
public enum Signature { None, Smime, Pgp }

/// <summary>How sure it is that a rule matched: with unknown facts it only may.</summary>
public enum Certainty { Must, May }

/// <summary>Names as the language and the JSON of the contract write them.</summary>
public static class Names
{
    public static string Of(Disposition disposition) => disposition switch
    {
        Disposition.Deliver => "deliver",
        Disposition.Hold => "hold",
        Disposition.Quarantine => "quarantine",
        Disposition.Reject => "reject",
    };

    public static string Of(Method method) => method switch
    {
        Method.Smime => "smime",
        Method.Pgp => "pgp",
        Method.Pdf => "pdf",
        Method.Portal => "portal",
        Method.TlsVerified => "tls-verified",
        Method.Tls => "tls",
        Method.Plain => "plain",
    };

    /// <exception cref="ArgumentException">There is no such method.</exception>
    public static Method MethodOf(string name) => name switch
    {
        "smime" => Method.Smime,
        "pgp" => Method.Pgp,
        "pdf" => Method.Pdf,
        "portal" => Method.Portal,
        "tls-verified" => Method.TlsVerified,
        "tls" => Method.Tls,
        "plain" => Method.Plain,
        _ => throw new ArgumentException($"`{name}` is no method", nameof(name)),
    };

    public static string Of(Signature signature) => signature switch
    {
        Signature.None => "none",
        Signature.Smime => "smime",
        Signature.Pgp => "pgp",
    };

    public static string Of(Certainty certainty) => certainty == Certainty.Must ? "must" : "may";
}
