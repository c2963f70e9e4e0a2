using Chancery.Engine.Ports;
using Chancery.Protection.Keys;
using Chancery.Storage.Tests.Compliance;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Postgres;

internal sealed class PostgresFixture(Embedded store) : IStoreFixture
{
    public IMailStore Mail => store.Storage.Mail;

    public IBlobStore Blobs => store.Storage.Blobs;

    public IKeyStore Keys => store.Storage.Keys;

    public static async Task<IStoreFixture> OpenAsync()
    {
        var server = await PostgresServer.GetAsync();
        return new PostgresFixture(await Embedded.OpenAsync(postgres: await server.NewDatabaseAsync()));
    }

    public Task ReopenAsync() => store.ReopenAsync();

    public async Task<(IMailStore Mail, IAsyncDisposable Lifetime)> OpenBesideAsync(string node)
    {
        var beside = await store.OpenAnotherAsync(node);
        return (beside.Mail, beside);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
