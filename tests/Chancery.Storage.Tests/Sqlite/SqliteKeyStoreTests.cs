using Chancery.Storage.Tests.Compliance;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>The embedded store does what every key store must do.</summary>
public sealed class SqliteKeyStoreTests : KeyStoreCompliance
{
    protected override Task<IStoreFixture> OpenAsync() => SqliteFixture.OpenAsync();
}
