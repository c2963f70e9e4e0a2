using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Verbs;

namespace Chancery.Smtp.Client.Connections;

/// <summary>What makes two mails fit for the same connection.</summary>
internal sealed record ConnectionKey(Target Target, TlsDemand Demand, HopCredentials? Credentials);

/// <summary>Connections without work, kept for a short while for the next mail to the same place under the same demands.</summary>
internal sealed class ConnectionCache(SmtpClientOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConnectionKey, List<Parked>> _parked = [];
    private bool _closed;

    /// <summary>The connection parked last; null if there is none.</summary>
    public SmtpConnection? Take(ConnectionKey key)
    {
        lock (_lock)
        {
            if (!_parked.TryGetValue(key, out var list) || list.Count == 0)
                return null;
            var parked = list[^1];
            Remove(key, list, parked);
            return parked.Connection;
        }
    }

    /// <summary>Keeps the connection, or ends it if there are enough.</summary>
    public async ValueTask ParkAsync(ConnectionKey key, SmtpConnection connection)
    {
        lock (_lock)
        {
            if (!_parked.TryGetValue(key, out var list))
                _parked[key] = list = [];
            if (!_closed && list.Count < options.IdleConnections)
            {
                var parked = new Parked(connection);
                parked.Timer = time.CreateTimer(_ => _ = ExpireAsync(key, parked), null, options.IdleTimeout, Timeout.InfiniteTimeSpan);
                list.Add(parked);
                return;
            }
        }

        await Quit.RunAsync(connection, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        List<Parked> all;
        lock (_lock)
        {
            _closed = true;
            all = [.. _parked.Values.SelectMany(list => list)];
            _parked.Clear();
        }

        foreach (var parked in all)
            parked.Timer?.Dispose();
        await Task.WhenAll(all.Select(parked => Quit.RunAsync(parked.Connection, CancellationToken.None)));
    }

    private async Task ExpireAsync(ConnectionKey key, Parked parked)
    {
        lock (_lock)
        {
            if (!_parked.TryGetValue(key, out var list) || !list.Contains(parked))
                return;
            Remove(key, list, parked);
        }

        await Quit.RunAsync(parked.Connection, CancellationToken.None);
    }

    private void Remove(ConnectionKey key, List<Parked> list, Parked parked)
    {
        parked.Timer?.Dispose();
        list.Remove(parked);
        if (list.Count == 0)
            _parked.Remove(key);
    }

    private sealed class Parked(SmtpConnection connection)
    {
        public SmtpConnection Connection { get; } = connection;

        public ITimer? Timer { get; set; }
    }
}
