using Chancery.Storage.Tests.Compliance;

namespace Chancery.Storage.Tests.Postgres;

/// <summary>Backups of a database server.</summary>
public sealed class PostgresBackupTests : BackupCompliance
{
    protected override async Task<string?> NewServerAsync() => await (await PostgresServer.GetAsync()).NewDatabaseAsync();
}
