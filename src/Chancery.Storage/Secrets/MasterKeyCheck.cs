using Chancery.Engine.Ids;
using Chancery.Storage.Sql;
using Dapper;

namespace Chancery.Storage.Secrets;

/// <summary>
/// Binds a database to its master key by a value wrapped at the first start, so that a lost or foreign key is found at once,
/// before anything is sealed under it.
/// </summary>
internal sealed class MasterKeyCheck(Database database, Writer writer)
{
    private const string Name = "master-key";

    /// <exception cref="SecretsException">The key is missing, or another one.</exception>
    public async Task<FileSecrets> OpenAsync(string folder, IIdSource ids, CancellationToken cancel)
    {
        var check = Read();
        var secrets = FileSecrets.Open(folder, mayCreate: check is null, ids);
        check ??= await CreateAsync(secrets.Wrap(new byte[Aead.KeySize], Name), cancel);
        secrets.Unwrap(check, Name);
        return secrets;
    }

    private byte[]? Read() => database.Ask(connection => connection.ExecuteScalar<byte[]?>("SELECT value FROM checks WHERE name = @Name", new { Name }));

    private Task<byte[]> CreateAsync(byte[] value, CancellationToken cancel) =>
        writer.RunAsync(
            [],
            connection =>
            {
                connection.Execute("INSERT INTO checks VALUES (@Name, @value) ON CONFLICT DO NOTHING", new { Name, value });
                return connection.ExecuteScalar<byte[]>("SELECT value FROM checks WHERE name = @Name", new { Name })!;
            },
            cancel);
}
