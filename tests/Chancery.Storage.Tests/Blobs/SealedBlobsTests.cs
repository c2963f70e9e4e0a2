using Chancery.Storage.Tests.Compliance;
using Chancery.Storage.Tests.Sqlite;

namespace Chancery.Storage.Tests.Blobs;

/// <summary>The embedded store does what every store of bodies must do.</summary>
public sealed class SealedBlobsTests : BlobStoreCompliance
{
    protected override Task<IStoreFixture> OpenAsync() => SqliteFixture.OpenAsync();
}
