using System.Data.Common;
using Chancery.Storage.Sql;
using Dapper;

namespace Chancery.Storage.Backups;

/// <summary>While it is open, no process deletes a body: what the copied database names can still be copied too.</summary>
internal sealed class BackupTime : IAsyncDisposable
{
    private static readonly TimeSpan s_term = TimeSpan.FromMinutes(10);

    private readonly Writer _writer;
    private readonly TimeProvider _time;
    private readonly string _id;
    private readonly ITimer _renewing;

    private BackupTime(Writer writer, TimeProvider time, string id)
    {
        (_writer, _time, _id) = (writer, time, id);
        _renewing = time.CreateTimer(_ => _ = RenewAsync(), null, s_term / 5, s_term / 5);
    }

    public static async Task<BackupTime> BeginAsync(Writer writer, TimeProvider time, string id, CancellationToken cancel)
    {
        var begun = new BackupTime(writer, time, id);
        await begun.EnterAsync(cancel);
        return begun;
    }

    public static bool IsNow(DbConnection connection, DateTimeOffset now) =>
        connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM backups WHERE until > @now)", new { now = now.UtcTicks });

    public async ValueTask DisposeAsync()
    {
        await _renewing.DisposeAsync();
        await _writer.RunAsync([], connection => { connection.Execute("DELETE FROM backups WHERE id = @_id", new { _id }); }, CancellationToken.None);
    }

    private Task EnterAsync(CancellationToken cancel) =>
        _writer.RunAsync(
            [],
            connection =>
            {
                connection.Execute(
                    "INSERT INTO backups VALUES (@_id, @until) ON CONFLICT (id) DO UPDATE SET until = excluded.until",
                    new { _id, until = (_time.GetUtcNow() + s_term).UtcTicks });
            },
            cancel);

    private async Task RenewAsync()
    {
        try
        {
            await EnterAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or DbException or ObjectDisposedException)
        {
            // Tried again before the term ends.
        }
    }
}
