using Chancery.Engine.Ports;
using Chancery.Protection.Keys;
using Chancery.Storage.Tests.Compliance;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Sqlite;

internal sealed class SqliteFixture(Embedded embedded) : IStoreFixture
{
    public IMailStore Mail => embedded.Storage.Mail;

    public IBlobStore Blobs => embedded.Storage.Blobs;

    public IKeyStore Keys => embedded.Storage.Keys;

    public static async Task<IStoreFixture> OpenAsync() => new SqliteFixture(await Embedded.OpenAsync());

    public Task ReopenAsync() => embedded.ReopenAsync();

    public async Task<(IMailStore Mail, IAsyncDisposable Lifetime)> OpenBesideAsync(string node)
    {
        var beside = await embedded.OpenAnotherAsync(node);
        return (beside.Mail, beside);
    }

    public ValueTask DisposeAsync() => embedded.DisposeAsync();
}
