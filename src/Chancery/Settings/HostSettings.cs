using Chancery.Engine.Settings;
using Chancery.Host.Settings.Tree;

namespace Chancery.Host.Settings;

/// <summary>Everything the settings say, checked, with paths made absolute from the folder of the settings file.</summary>
internal sealed record HostSettings
{
    /// <summary>The file as the user named it.</summary>
    public required string File { get; init; }

    public required GatewaySettings Gateway { get; init; }

    public required StorageSettings Storage { get; init; }

    public required PolicySettings Policy { get; init; }

    public required WebSettings Web { get; init; }

    /// <summary>Where each next hop and each listener (by its address) is written, for findings about them.</summary>
    public required IReadOnlyDictionary<string, SettingsPlace> Places { get; init; }
}

/// <param name="Database">File of the SQLite database; empty with PostgreSQL.</param>
internal sealed record StorageSettings(string Database, string Blobs, string Secrets)
{
    /// <summary>Connection to a PostgreSQL server, with its password: never to be shown.</summary>
    public string? Postgres { get; init; }

    /// <summary>Names this machine among those that share the stores.</summary>
    public string? Node { get; init; }
}

/// <param name="Poll">How often the folder is looked at for changes.</param>
internal sealed record PolicySettings(string Folder, TimeSpan Poll);

/// <param name="PublicUrl">What links in mails say.</param>
internal sealed record WebSettings(Uri Portal, Uri Studio, Uri PublicUrl);
