namespace Chancery.Mail.Dkim;

/// <summary>Public keys by which domains let their signatures be checked (RFC 6376 section 3.6).</summary>
public interface IDkimKeys
{
    /// <summary>The TXT records at a name such as <c>selector._domainkey.example.org</c>; null where there is no answer now.</summary>
    Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancel);
}
