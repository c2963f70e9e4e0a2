using Chancery.Mail.Addresses;
using Chancery.Policy;

namespace Chancery.Smtp.Server.Auth;

/// <summary>Somebody who logged in.</summary>
/// <param name="Tenant">Whose user it is; null: found out per message.</param>
/// <param name="Senders">Addresses, and <c>@domain</c> for all of a domain.</param>
public sealed record Login(string User, TenantId? Tenant, IReadOnlyList<string> Senders)
{
    /// <summary>The null reverse-path is everybody's: notifications of disposition need it (RFC 8098 section 3).</summary>
    public bool MaySendAs(string reversePath) =>
        reversePath.Length == 0
        || (MailAddress.TryParse(reversePath, out var address) && Senders.Any(sender => sender.StartsWith('@')
            ? sender[1..].Equals(address.Domain, StringComparison.OrdinalIgnoreCase)
            : MailAddress.NormaliseOrLower(sender) == address.Normalised));
}

/// <summary>Judges names and passwords.</summary>
public interface IAuthenticator
{
    Task<LoginAnswer> CheckAsync(string user, string password, CancellationToken cancel);

    /// <summary>Who a trusted peer says has logged in there; null if we know nobody of that name.</summary>
    Login? Find(string user);
}

public abstract record LoginAnswer
{
    private LoginAnswer() { }

    public sealed record Accepted(Login Login) : LoginAnswer;

    public sealed record Denied : LoginAnswer;

    /// <summary>Who would know cannot be asked now.</summary>
    public sealed record Unavailable : LoginAnswer;
}
