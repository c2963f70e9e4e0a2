using Chancery.Policy;
using Chancery.Storage.Sql;
using Dapper;

namespace Chancery.Storage.Blobs;

/// <summary>What the database knows of bodies.</summary>
internal sealed class BodyRows(Database database)
{
    /// <summary>True if a committed transaction names the body.</summary>
    public bool Names(TenantId tenant, string id) => database.Ask(connection => BodyTable.Exists(connection, tenant, id));

    /// <summary>Sealed bytes of a small body; null if it is in a file, or unknown.</summary>
    public ReadOnlyMemory<byte>? Inline(TenantId tenant, string id)
    {
        var bytes = database.Ask(connection => connection.ExecuteScalar<byte[]?>(
            "SELECT sealed FROM bodies WHERE tenant = @tenant AND id = @id", new { tenant = tenant.ToString(), id }));
        // Not in one expression: the conversion from an array makes empty memory of null.
        if (bytes is null)
            return null;
        return bytes;
    }
}
