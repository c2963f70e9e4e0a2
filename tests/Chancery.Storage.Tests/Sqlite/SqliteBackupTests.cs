using Chancery.Storage.Tests.Compliance;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>Backups of the embedded store.</summary>
public sealed class SqliteBackupTests : BackupCompliance
{
    protected override Task<string?> NewServerAsync() => Task.FromResult<string?>(null);
}
