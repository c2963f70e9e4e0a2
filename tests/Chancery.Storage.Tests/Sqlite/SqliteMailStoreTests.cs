using Chancery.Storage.Tests.Compliance;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>The embedded store does what every mail store must do.</summary>
public sealed class SqliteMailStoreTests : ClaimCompliance
{
    protected override Task<IStoreFixture> OpenAsync() => SqliteFixture.OpenAsync();
}
