using System.Diagnostics;
using Chancery.Engine.Ports;
using Chancery.Storage.Sql;
using Chancery.Storage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>A claim costs the same whether ten mails wait or a hundred thousand, and much mail of one delays nobody else.</summary>
public sealed class ClaimCostTests(ITestOutputHelper output)
{
    private const int Waiting = 100_000;

    [Fact]
    public async Task With_a_hundred_thousand_waiting_for_one_hop_the_one_mail_for_another_is_claimed_first_and_at_once()
    {
        await using var embedded = await Embedded.OpenAsync();
        var storage = embedded.Storage;
        var message = await Mails.AcceptAsync(storage.Mail, storage.Blobs, "M1");
        var effect = Mails.Effect(message, 1, 1, ["bob@partner.de"]);
        await storage.Mail.CommitDecisionAsync(Mails.Decision(message, [Mails.Group(1, Engine.Messages.GroupState.Delivering, "bob@partner.de")], effect), default);
        Multiply(embedded.Options.DatabasePath);
        var other = await Mails.AcceptAsync(storage.Mail, storage.Blobs, "O1", Mails.Other);
        await storage.Mail.CommitDecisionAsync(
            Mails.Decision(other, [Mails.Group(1, Engine.Messages.GroupState.Delivering, "bob@partner.de")], Mails.Effect(other, 1, 1, ["bob@partner.de"])), default);

        await using var connection = new SqliteConnection($"Data Source={embedded.Options.DatabasePath};Pooling=false");
        connection.Open();
        var (turns, clock) = (new Turns(), Stopwatch.StartNew());
        var first = Outbox.Claim(connection, Dialect.Sqlite, turns, "node-1", new Claim(Mails.Start, TimeSpan.FromHours(1), 2));
        for (var i = 0; i < 50; i++)
            Assert.Single(Outbox.Claim(connection, Dialect.Sqlite, turns, "node-1", new Claim(Mails.Start, TimeSpan.FromHours(1))));

        output.WriteLine($"51 claims with {Waiting} waiting: {clock.Elapsed.TotalMilliseconds:0} ms");
        Assert.Contains(first, row => row.Tenant == Mails.Other.ToString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), "a claim reads what it does not take");
    }

    /// <summary>The same copy many times over, as rows alone: sealing each would only take time.</summary>
    private static void Multiply(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Waiting})
            INSERT INTO effects (tenant, id, message_id, group_number, kind, state, attempts, created, due, claimable, reverse_path, body_id,
                body_length, body_sha256, view, size, eight_bit, smtp_utf8, next_hop, minimum_tls, lane, again)
            SELECT tenant, 'far-' || i, message_id, group_number, kind, state, i % 2, created, due, claimable, reverse_path, body_id,
                body_length, body_sha256, view, size, eight_bit, smtp_utf8, next_hop, minimum_tls, lane, i % 2 FROM effects, n WHERE message_id = 'M1'
            """;
        command.ExecuteNonQuery();
    }
}
