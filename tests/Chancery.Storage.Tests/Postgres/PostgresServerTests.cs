using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Postgres;

/// <summary>What a database server adds to what every store must do.</summary>
public sealed class PostgresServerTests
{
    [Fact]
    public async Task Many_messages_accepted_at_once_need_few_commits()
    {
        await using var store = await Embedded.OpenAsync(postgres: await NewDatabaseAsync());
        var blobs = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Mails.BlobAsync(store.Storage.Blobs, TenantId.Default, "x")));
        var before = store.Storage.Commits;

        await Task.WhenAll(blobs.Select((blob, i) =>
            store.Storage.Mail.AcceptAsync(Mails.Message(TenantId.Default, $"M{i}", blob.Blob), blob, [Mails.Event(TenantId.Default, $"M{i}")], default)));

        Assert.InRange(store.Storage.Commits - before, 1, 75);
    }

    [Fact]
    public async Task Writers_of_several_machines_and_tenants_side_by_side_neither_fail_nor_break_a_register()
    {
        await using var store = await Embedded.OpenAsync(postgres: await NewDatabaseAsync());
        await using var beside = await store.OpenAnotherAsync("node-2");
        TenantId[] tenants = [.. Enumerable.Range(0, 8).Select(i => new TenantId($"t{i}"))];

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() =>
            Mails.AcceptAsync(i % 2 == 0 ? store.Storage.Mail : beside.Mail, i % 2 == 0 ? store.Storage.Blobs : beside.Blobs, $"M{i}", tenants[i * 5 % 8]))));

        foreach (var tenant in tenants)
        {
            var entries = await store.Storage.Mail.ReadRegisterAsync(tenant, 1, 1000, default);
            Assert.Equal(50, entries.Count);
            Assert.Null(Engine.Register.RegisterChain.FirstBroken(entries));
        }
    }

    [Fact]
    public async Task A_lost_connection_is_made_anew_and_nothing_acknowledged_is_lost()
    {
        var connection = await NewDatabaseAsync();
        await using var store = await Embedded.OpenAsync(postgres: connection);
        var acknowledged = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            if (i % 5 == 4)
                await PostgresServer.ExecuteAsync(connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            try
            {
                await Mails.AcceptAsync(store.Storage.Mail, store.Storage.Blobs, $"M{i}");
                acknowledged.Add($"M{i}");
            }
            catch (IOException)
            {
                // Refused for the time being: the client comes again.
            }
        }

        Assert.True(acknowledged.Count >= 16);
        Assert.Empty(acknowledged.Except((await store.Storage.Mail.FindAsync(new MessageQuery(), default)).Select(record => record.Message.Id)));
    }

    [Fact]
    public async Task Entries_of_the_register_are_neither_changed_nor_deleted()
    {
        var connection = await NewDatabaseAsync();
        await using var store = await Embedded.OpenAsync(postgres: connection);
        await Mails.AcceptAsync(store.Storage.Mail, store.Storage.Blobs, "M1");

        foreach (var sql in new[] { "UPDATE register SET data = '{}'", "DELETE FROM register", "TRUNCATE register" })
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => PostgresServer.ExecuteAsync(connection, sql));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Database=x;Password=s3cret;Timeout=2")]
    public async Task A_server_that_is_not_there_is_named_without_the_password(string connection)
    {
        var failure = await Assert.ThrowsAnyAsync<IOException>(() => Embedded.OpenAsync(postgres: connection));

        Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> NewDatabaseAsync() => await (await PostgresServer.GetAsync()).NewDatabaseAsync();
}
