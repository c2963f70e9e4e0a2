using System.Data.Common;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Storage.Secrets;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Certificates in clear, private keys sealed under the tenant's key and bound to the fingerprint.</summary>
internal sealed class KeyStore(Database database, Writer writer, TenantKeys keys) : IKeyStore
{
    private const string What = "private-key";

    public async Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel)
    {
        var sealedKey = key.PrivateKey is { } clear ? (await keys.CurrentAsync(tenant, cancel)).Seal(What, key.Fingerprint, clear) : null;
        await writer.RunAsync(tenant, connection => Add(connection, tenant, key, sealedKey), cancel);
    }

    public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) =>
        Query($"SELECT {KeyRow.Fields} FROM keys k WHERE k.tenant = @tenant", new { tenant = tenant.ToString() }, cancel);

    public Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) =>
        Query(
            $"""
            SELECT {KeyRow.Fields} FROM key_addresses a JOIN keys k ON k.tenant = a.tenant AND k.fingerprint = a.fingerprint
            WHERE a.tenant = @tenant AND a.address = @address
            """,
            new { tenant = tenant.ToString(), address = address.ToLowerInvariant() },
            cancel);

    public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) =>
        Query(
            $"SELECT {KeyRow.Fields} FROM keys k WHERE k.tenant = @tenant AND k.role IN ('anchor', 'intermediate')",
            new { tenant = tenant.ToString() },
            cancel);

    public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var sealedKey = database.Ask(connection => connection.ExecuteScalar<byte[]?>(
            "SELECT private_key FROM keys WHERE tenant = @tenant AND fingerprint = @fingerprint",
            new { tenant = tenant.ToString(), fingerprint }));
        return Task.FromResult(sealedKey is null ? null : keys.Open(tenant, What, fingerprint, sealedKey));
    }

    private static void Add(DbConnection connection, TenantId tenant, StoredKey key, byte[]? sealedKey)
    {
        string[] addresses = [.. key.Addresses.Select(address => address.ToLowerInvariant()).Distinct()];
        var row = new
        {
            tenant = tenant.ToString(),
            key.Fingerprint,
            key.Kind,
            role = key.Role.ToString().ToLowerInvariant(),
            addresses = Columns.Json(addresses),
            key.SubjectName,
            notBefore = key.NotBefore.UtcTicks,
            notAfter = key.NotAfter.UtcTicks,
            key.Certificate,
            sealedKey,
        };
        connection.Execute(
            """
            INSERT INTO keys VALUES (@tenant, @Fingerprint, @Kind, @role, @addresses, @SubjectName, @notBefore, @notAfter, @Certificate, @sealedKey)
            ON CONFLICT (tenant, fingerprint) DO UPDATE SET kind = excluded.kind, role = excluded.role, addresses = excluded.addresses,
                subject = excluded.subject, not_before = excluded.not_before, not_after = excluded.not_after,
                certificate = excluded.certificate, private_key = coalesce(excluded.private_key, keys.private_key)
            """,
            row);
        connection.Execute("DELETE FROM key_addresses WHERE tenant = @tenant AND fingerprint = @Fingerprint", row);
        connection.Execute(
            "INSERT INTO key_addresses VALUES (@tenant, @address, @Fingerprint)",
            addresses.Select(address => new { row.tenant, address, key.Fingerprint }));
    }

    private Task<IReadOnlyList<StoredKey>> Query(string sql, object parameters, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        IReadOnlyList<StoredKey> found =
        [
            .. database.Ask(connection => connection.Query<KeyRow>(sql, parameters)).Select(row => row.ToKey())
                .OrderBy(key => key.Addresses.Count == 0 ? "" : key.Addresses[0], StringComparer.Ordinal)
                .ThenBy(key => key.NotAfter).ThenBy(key => key.Fingerprint, StringComparer.Ordinal),
        ];
        return Task.FromResult(found);
    }
}
