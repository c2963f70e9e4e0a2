namespace Chancery.Smtp.Server.Auth;

/// <summary>What a mechanism made of a response: credentials, or the step that asks for more.</summary>
internal sealed record SaslStep(Credentials? Credentials, Mechanism? Next);

/// <summary>Never written anywhere.</summary>
internal sealed class Credentials(string user, string password)
{
    public string User => user;

    public string Password => password;
}

/// <summary>One step of a SASL exchange.</summary>
/// <param name="Challenge">In base64.</param>
/// <param name="Take">Null for a response that does not fit.</param>
internal sealed record Mechanism(string Challenge, Func<string, SaslStep?> Take)
{
    private const int Longest = 1024;

    public static IReadOnlyList<string> Names { get; } = ["PLAIN", "LOGIN"];

    public static Mechanism? Find(string name) => name.ToUpperInvariant() switch
    {
        "PLAIN" => new Mechanism("", Plain),
        "LOGIN" => new Mechanism("VXNlcm5hbWU6", LoginName),
        _ => null,
    };

    /// <summary>RFC 4616: <c>[authzid] NUL authcid NUL password</c>. Nobody may act for somebody else.</summary>
    private static SaslStep? Plain(string response) =>
        response.Split('\0') is [var actFor, { Length: > 0 and <= Longest } user, { Length: > 0 and <= Longest } password] && (actFor.Length == 0 || actFor == user)
            ? new SaslStep(new Credentials(user, password), null)
            : null;

    /// <summary>draft-murchison-sasl-login-00: the name, then the password.</summary>
    private static SaslStep? LoginName(string user) =>
        user.Length is > 0 and <= Longest && !user.Contains('\0', StringComparison.Ordinal)
            ? new SaslStep(null, new Mechanism("UGFzc3dvcmQ6", password => password.Length is > 0 and <= Longest && !password.Contains('\0', StringComparison.Ordinal)
                ? new SaslStep(new Credentials(user, password), null)
                : null))
            : null;
}
