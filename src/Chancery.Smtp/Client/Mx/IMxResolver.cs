namespace Chancery.Smtp.Client.Mx;

/// <summary>Finds where a domain takes its mail (RFC 5321 section 5.1).</summary>
public interface IMxResolver
{
    /// <summary>Never throws for what the DNS says or fails to say.</summary>
    /// <param name="domain">As A-labels.</param>
    Task<MxAnswer> ResolveAsync(string domain, CancellationToken cancel);
}
