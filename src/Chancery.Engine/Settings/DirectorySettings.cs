using Chancery.Policy;

namespace Chancery.Engine.Settings;

/// <summary>An LDAP directory (RFC 4511).</summary>
public sealed record DirectorySettings
{
    public required string Name { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required DirectoryTls Tls { get; init; }

    /// <summary>PEM file with the roots its certificate must chain to; null: the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Name of the entry below which people are looked for.</summary>
    public required string Base { get; init; }

    /// <summary>Who looks; null: anonymously.</summary>
    public string? Bind { get; init; }

    public string? Password { get; init; }

    /// <summary>Attributes that hold the name people log in with.</summary>
    public IReadOnlyList<string> LoginAttributes { get; init; } = ["uid", "mail"];

    /// <summary>Attributes that hold mail addresses; a value may have <c>smtp:</c> before it.</summary>
    public IReadOnlyList<string> AddressAttributes { get; init; } = ["mail"];

    /// <summary>Whose people they are; null: found out per message (R21).</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>For a whole question.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    public override string ToString() => Name;
}

/// <summary>Plain only to a loopback address.</summary>
public enum DirectoryTls { Plain, StartTls, Implicit }
