using Chancery.Storage.Tests.Compliance;

namespace Chancery.Storage.Tests.Postgres;

/// <summary>The store on PostgreSQL does what every mail store must do.</summary>
public sealed class PostgresMailStoreTests : ClaimCompliance
{
    protected override Task<IStoreFixture> OpenAsync() => PostgresFixture.OpenAsync();
}

/// <summary>The store on PostgreSQL does what every key store must do.</summary>
public sealed class PostgresKeyStoreTests : KeyStoreCompliance
{
    protected override Task<IStoreFixture> OpenAsync() => PostgresFixture.OpenAsync();
}
