using Chancery.Policy;
using Chancery.Storage.Sql;
using Chancery.Storage.Sqlite;
using Chancery.Storage.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>What is done for every mail reads what belongs to that mail, however much a tenant has had before.</summary>
public sealed class StatementPlanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_statement_reads_through_all_that_a_tenant_has()
    {
        var database = SqliteDatabase.Open(Path.Combine(_folder.Path, "chancery.db"));
        using var connection = (PreparingConnection)database.OpenToWrite();
        var (tenant, now) = (TenantId.Default, DateTimeOffset.UnixEpoch);
        Outbox.AnyRequires(connection, tenant, "m");
        Outbox.Settle(connection, tenant, "m", now);
        Outbox.Stop(connection, tenant, "m");
        Outbox.Withdraw(connection, tenant, "m", 1);
        Outbox.Retry(connection, tenant, "m", now);
        Groups.FinishDelivered(connection, tenant, "m");
        Spool.FinishIfDone(connection, tenant, "m", now);
        Spool.Decide(connection, tenant, "m", [], first: true);
        BodyTable.Release(connection, tenant, "m", keep: false);

        var texts = connection.Prepared.ToList();
        Assert.True(texts.Count >= 10);
        foreach (var text in texts)
            Assert.DoesNotContain(PlanOf(connection, text), step => step.Contains("(tenant=?)", StringComparison.Ordinal) || step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.Contains("CONSTANT ROW", StringComparison.Ordinal));
    }

    private static List<string> PlanOf(SqliteConnection connection, string text)
    {
        var names = System.Text.RegularExpressions.Regex.Matches(text, "@[A-Za-z]+").Select(found => found.Value).Distinct();
        var parameters = new DynamicParameters(names.ToDictionary(name => name[1..], name => (object)1));
        return [.. connection.Query("EXPLAIN QUERY PLAN " + text, parameters).Select(row => (string)row.detail)];
    }
}
