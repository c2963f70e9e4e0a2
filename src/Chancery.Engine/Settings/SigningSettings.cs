using Chancery.Mail.Dkim;

namespace Chancery.Engine.Settings;

/// <summary>What a tenant's mail is signed with on its way out.</summary>
public sealed record SigningSettings
{
    public static SigningSettings None { get; } = new();

    /// <summary>A signature of each whose domain is that of the From address, or above it.</summary>
    public IReadOnlyList<DkimIdentity> Dkim { get; init; } = [];

    /// <summary>Seals mail for the tenant that came from outside and was changed here (RFC 8617); null: nothing is sealed.</summary>
    public DkimIdentity? Arc { get; init; }
}
