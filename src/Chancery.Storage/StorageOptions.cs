namespace Chancery.Storage;

/// <summary>Where the stores live. Missing folders are made at start, readable by the owner only.</summary>
/// <param name="DatabasePath">The SQLite file; unused with PostgreSQL.</param>
/// <param name="BlobsFolder">Sealed bodies too large for a row.</param>
/// <param name="SecretsFolder">The master key. Keep it out of the backup of the other two.</param>
/// <param name="NodeId">Names this node's leases; the same after a restart.</param>
public sealed record StorageOptions(string DatabasePath, string BlobsFolder, string SecretsFolder, string NodeId)
{
    /// <summary>Keywords and values of a connection to PostgreSQL, which then takes the place of the SQLite file; never logged.</summary>
    public string? Postgres { get; init; }
}
