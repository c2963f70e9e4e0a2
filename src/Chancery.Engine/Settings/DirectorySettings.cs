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

    /// <summary>For a whole question; where an answer comes in pages, for each of them.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Asked in this order where the first server cannot be.</summary>
    public IReadOnlyList<DirectoryServer> Others { get; init; } = [];

    /// <summary>Attributes that say to which departments somebody belongs.</summary>
    public IReadOnlyList<string> DepartmentAttributes { get; init; } = ["department", "departmentNumber"];

    /// <summary>Attributes that say at which sites somebody is.</summary>
    public IReadOnlyList<string> SiteAttributes { get; init; } = ["physicalDeliveryOfficeName", "l"];

    /// <summary>Tells shared mailboxes and machines from people.</summary>
    public string KindAttribute { get; init; } = "msExchRecipientTypeDetails";

    /// <summary>How old what is known of people may get before it is asked for anew.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Older than this, it is unknown.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Entries in one page of an answer (RFC 2696).</summary>
    public int PageSize { get; init; } = 500;

    public IEnumerable<DirectoryServer> Servers => Others.Prepend(new DirectoryServer(Host, Port, Tls));

    /// <summary>For an answer of many pages.</summary>
    internal TimeSpan LongestAnswer => 60 * Timeout;

    /// <summary>What the answers depend on: with other settings it is another directory.</summary>
    internal string Identity => string.Join('\n', [
        Name, Base, Bind ?? "", KindAttribute, .. Servers.Select(server => $"{server.Host}:{server.Port}/{server.Tls}"),
        .. AddressAttributes.Prepend("a"), .. DepartmentAttributes.Prepend("d"), .. SiteAttributes.Prepend("s")]);

    public override string ToString() => Name;
}

public sealed record DirectoryServer(string Host, int Port, DirectoryTls Tls);

/// <summary>Plain only to a loopback address.</summary>
public enum DirectoryTls { Plain, StartTls, Implicit }
