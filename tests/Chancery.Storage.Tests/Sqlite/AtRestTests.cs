using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;
using Chancery.Storage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>What lies on the disk tells nothing, and is of no use in another place.</summary>
public sealed class AtRestTests : IAsyncLifetime
{
    private const string Canary = "CANARY-7f3a91-of-a-body";
    private Embedded _embedded = null!;

    private EmbeddedStorage Storage => _embedded.Storage;

    public async ValueTask InitializeAsync() => _embedded = await Embedded.OpenAsync();

    public ValueTask DisposeAsync() => _embedded.DisposeAsync();

    [Fact]
    public async Task No_body_no_private_key_no_changed_header_and_no_file_name_is_found_in_the_data_folder()
    {
        await StoreSecretsAsync();
        AssertNoCanary();
        await _embedded.ReopenAsync();
        AssertNoCanary();
        await Storage.Mail.SweepAsync(100, default);
        AssertNoCanary();
    }

    [Fact]
    public async Task A_row_copied_to_another_tenant_does_not_open()
    {
        await StoreSecretsAsync();
        await Mails.AcceptAsync(Storage.Mail, Storage.Blobs, "O1", Mails.Other);
        await Storage.Keys.AddAsync(Mails.Other, Key("f2"), default);
        var small = (await Storage.Mail.GetAsync("M1", default))!.Message.Body;
        Sql("INSERT INTO bodies (tenant, id, message_id, sealed) SELECT 'other', id, 'O1', sealed FROM bodies WHERE message_id = 'M1' AND sealed IS NOT NULL");
        Sql("UPDATE keys SET private_key = (SELECT private_key FROM keys WHERE tenant = 'default') WHERE tenant = 'other'");

        await Assert.ThrowsAsync<CorruptBodyException>(() => Storage.Blobs.OpenAsync(Mails.Other, small, default));
        await Assert.ThrowsAnyAsync<Exception>(() => Storage.Keys.PrivateKeyAsync(Mails.Other, "f2", default));
    }

    [Fact]
    public async Task A_tenant_key_copied_to_another_tenant_does_not_open()
    {
        await StoreSecretsAsync();
        Sql("INSERT INTO tenant_keys SELECT 'other', version, wrapped, created FROM tenant_keys");

        await Assert.ThrowsAsync<Chancery.Storage.Secrets.SecretsException>(() => Mails.BlobAsync(Storage.Blobs, Mails.Other, "x"));
    }

    [Fact]
    public async Task Entries_of_the_register_are_neither_changed_nor_deleted()
    {
        await Mails.AcceptAsync(Storage.Mail, Storage.Blobs, "M1");

        Assert.Throws<SqliteException>(() => Sql("UPDATE register SET data = '{}'"));
        Assert.Throws<SqliteException>(() => Sql("DELETE FROM register"));
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_left_alone()
    {
        Sql("PRAGMA user_version = 999");
        await Assert.ThrowsAsync<InvalidDataException>(() => _embedded.OpenAnotherAsync());
    }

    private async Task StoreSecretsAsync()
    {
        var message = await Mails.AcceptAsync(Storage.Mail, Storage.Blobs, "M1", text: Canary);
        await Mails.AcceptAsync(Storage.Mail, Storage.Blobs, "M2", text: string.Concat(Enumerable.Repeat(Canary, 10_000)));
        await Storage.Keys.AddAsync(TenantId.Default, Key("f1"), default);
        var effect = Mails.Effect(message, 1, 1, ["bob@partner.de"]);
        effect = effect with { Mail = effect.Mail with { View = Canary } };
        var decision = Mails.Decision(message, [Mails.Group(1, GroupState.Delivering, "bob@partner.de") with { Plan = PlanWithName(Canary) }], effect) with { DecisionJson = Canary };
        await Storage.Mail.CommitDecisionAsync(decision, default);
        await Storage.Mail.RecordAttemptAsync(Mails.Attempt(effect, null, Mails.Delivered("bob@partner.de")), default);
        Assert.Equal(Canary, (await Storage.Mail.GetAsync("M1", default))!.Effects[0].Effect.Mail.View);
    }

    private static Plan PlanWithName(string attachment) =>
        Mails.Plan with { FileLinks = [new FileLink("2", attachment, "application/pdf", 1, "14d", "none")] };

    private static StoredKey Key(string fingerprint) => new(
        fingerprint, "smime", KeyRole.EndEntity, ["anna@example.org"], "CN=anna", Mails.Start, Mails.Start, [1], false, Encoding.ASCII.GetBytes(Canary));

    private void AssertNoCanary()
    {
        var files = Directory.GetFiles(_embedded.Folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith(".db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Canary[..12])) < 0, file);
        }
    }

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_embedded.Options.DatabasePath};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
