namespace Chancery.Smtp.Client.Mx;

/// <summary>What the DNS says about a domain's mail.</summary>
public abstract record MxAnswer
{
    private MxAnswer()
    {
    }

    /// <param name="Names">Mail exchangers, the preferred one first; the domain itself where it has no MX record.</param>
    public sealed record Hosts(IReadOnlyList<string> Names) : MxAnswer;

    /// <summary>The domain takes no mail (RFC 7505).</summary>
    public sealed record NoMail : MxAnswer;

    public sealed record NoSuchDomain : MxAnswer;

    /// <summary>No answer now.</summary>
    public sealed record Unavailable(string Reason) : MxAnswer;
}
