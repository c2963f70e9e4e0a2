using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Ids;
using Chancery.Policy;
using Chancery.Storage.Sql;
using Dapper;

namespace Chancery.Storage.Secrets;

/// <summary>
/// A random key per tenant, kept in the database wrapped under the master key and bound to its tenant. Deleting the row makes
/// everything of the tenant unreadable for good.
/// </summary>
internal sealed class TenantKeys(Database database, Writer writer, ISecrets secrets, IIdSource ids, TimeProvider time)
{
    private const int CurrentVersion = 1;

    private readonly ConcurrentDictionary<(TenantId, int), TenantKey> _open = new();

    /// <summary>The key that seals now; made at first use.</summary>
    public async Task<TenantKey> CurrentAsync(TenantId tenant, CancellationToken cancel)
    {
        if (Find(tenant, CurrentVersion) is { } found)
            return found;
        var wrapped = await CreateAsync(tenant, cancel);
        return Remember(tenant, CurrentVersion, wrapped);
    }

    public async Task<byte[]> SealAsync(TenantId tenant, string what, string id, string text, CancellationToken cancel) =>
        (await CurrentAsync(tenant, cancel)).Seal(what, id, Encoding.UTF8.GetBytes(text));

    /// <exception cref="CryptographicException">Of another tenant, for something else, or changed.</exception>
    public byte[] Open(TenantId tenant, string what, string id, ReadOnlySpan<byte> sealedBytes)
    {
        var key = Find(tenant, TenantKey.VersionOf(sealedBytes)) ?? throw new CryptographicException($"tenant {tenant} has no such key");
        return key.Open(what, id, sealedBytes);
    }

    public string OpenText(TenantId tenant, string what, string id, ReadOnlySpan<byte> sealedBytes) =>
        Encoding.UTF8.GetString(Open(tenant, what, id, sealedBytes));

    private TenantKey? Find(TenantId tenant, int version)
    {
        if (_open.TryGetValue((tenant, version), out var key))
            return key;
        var wrapped = database.Ask(connection => connection.ExecuteScalar<byte[]?>(
            "SELECT wrapped FROM tenant_keys WHERE tenant = @tenant AND version = @version", new { tenant = tenant.ToString(), version }));
        return wrapped is null ? null : Remember(tenant, version, wrapped);
    }

    private Task<byte[]> CreateAsync(TenantId tenant, CancellationToken cancel)
    {
        var key = new byte[Aead.KeySize];
        ids.Fill(key);
        var wrapped = secrets.Wrap(key, ContextOf(tenant, CurrentVersion));
        CryptographicOperations.ZeroMemory(key);
        var row = new { tenant = tenant.ToString(), version = CurrentVersion, wrapped, created = time.GetUtcNow().UtcTicks };
        return writer.RunAsync(
            tenant,
            connection =>
            {
                // Another process may have made the tenant's key meanwhile; the stored one counts.
                connection.Execute("INSERT INTO tenant_keys VALUES (@tenant, @version, @wrapped, @created) ON CONFLICT DO NOTHING", row);
                return connection.ExecuteScalar<byte[]>("SELECT wrapped FROM tenant_keys WHERE tenant = @tenant AND version = @version", row)!;
            },
            cancel);
    }

    private TenantKey Remember(TenantId tenant, int version, byte[] wrapped) =>
        _open.GetOrAdd((tenant, version), _ => new TenantKey(tenant, version, secrets.Unwrap(wrapped, ContextOf(tenant, version)), ids));

    private static string ContextOf(TenantId tenant, int version) => $"tenant-key {tenant} {version}";
}
