using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Verbs;

namespace Chancery.Smtp.Client.Connections;

/// <summary>What makes two mails fit for the same connection.</summary>
/// <param name="Hop">Name of the next hop.</param>
internal sealed record ConnectionKey(string Hop, Target Target, TlsDemand Demand, HopCredentials? Credentials);

/// <summary>
/// Bounds the connections to each host of a next hop, and keeps those without work for a short while for the next mail to the
/// same place under the same demands.
/// </summary>
internal sealed class ConnectionPool(SmtpClientOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Hop, Target Target), Place> _places = [];
    private bool _closed;

    /// <summary>The right to have one connection more, with one that was kept if there is any.</summary>
    /// <param name="limit">Connections to the host at most.</param>
    /// <exception cref="PeerException">All are busy for too long.</exception>
    public async Task<SmtpConnection?> RentAsync(ConnectionKey key, int limit, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var (connection, other, turn) = Look(key, limit);
            // One under other demands makes room; its place is taken over.
            if (other is not null)
                await Quit.RunAsync(other, CancellationToken.None);
            if (turn is null)
                return connection;
            await WaitAsync(key, limit, turn, options.PoolPatience - time.GetElapsedTime(begun), cancel);
        }
    }

    /// <returns>A connection that was kept; or one to be ended for the sake of a new one; or when to look again.</returns>
    private (SmtpConnection? Connection, SmtpConnection? Other, TaskCompletionSource? Turn) Look(ConnectionKey key, int limit)
    {
        lock (_lock)
        {
            var place = PlaceOf(key);
            if (place.Parked.FindLast(parked => parked.Key == key) is { } kept)
            {
                place.Take(kept);
                return (kept.Connection, null, null);
            }

            if (place.Open < limit)
            {
                place.Open++;
                return (null, null, null);
            }

            if (place.Parked is not [var oldest, ..])
                return (null, null, place.Join());
            place.Take(oldest);
            return (null, oldest.Connection, null);
        }
    }

    private async Task WaitAsync(ConnectionKey key, int limit, TaskCompletionSource turn, TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            await turn.Task.WaitAsync(patience < TimeSpan.Zero ? TimeSpan.Zero : patience, time, cancel);
        }
        catch (Exception given) when (given is TimeoutException or OperationCanceledException)
        {
            // Whose turn came at this very moment gives it to the next.
            if (!turn.TrySetCanceled(CancellationToken.None))
                lock (_lock)
                    PlaceOf(key).Next();
            cancel.ThrowIfCancellationRequested();
            throw new PeerException("4.4.5", $"all {limit} connections to {key.Target} are busy");
        }
    }

    /// <summary>Gives the right back; the connection is kept where there is one that still may be used.</summary>
    public async ValueTask ReturnAsync(ConnectionKey key, SmtpConnection? connection)
    {
        var keep = connection is not null && connection.Mails < options.MailsPerConnection;
        lock (_lock)
        {
            var place = PlaceOf(key);
            keep = keep && !_closed;
            if (keep)
                Park(key, place, connection!);
            else
                Close(key, place);
            place.Next();
        }

        if (!keep && connection is not null)
            await Quit.RunAsync(connection, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        List<Parked> all;
        lock (_lock)
        {
            _closed = true;
            all = [.. _places.Values.SelectMany(place => place.Parked)];
            _places.Clear();
        }

        foreach (var parked in all)
            parked.Timer?.Dispose();
        await Task.WhenAll(all.Select(parked => Quit.RunAsync(parked.Connection, CancellationToken.None)));
    }

    private Place PlaceOf(ConnectionKey key)
    {
        if (!_places.TryGetValue((key.Hop, key.Target), out var place))
            _places[(key.Hop, key.Target)] = place = new Place();
        return place;
    }

    private void Park(ConnectionKey key, Place place, SmtpConnection connection)
    {
        var parked = new Parked(key, connection);
        connection.RestsSince = time.GetTimestamp();
        parked.Timer = time.CreateTimer(_ => _ = ExpireAsync(parked), null, options.IdleTimeout, Timeout.InfiniteTimeSpan);
        place.Parked.Add(parked);
    }

    private void Close(ConnectionKey key, Place place)
    {
        place.Open--;
        if (place.IsDeserted)
            _places.Remove((key.Hop, key.Target));
    }

    private async Task ExpireAsync(Parked parked)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue((parked.Key.Hop, parked.Key.Target), out var place) || !place.Parked.Contains(parked))
                return;
            place.Take(parked);
            Close(parked.Key, place);
            place.Next();
        }

        await Quit.RunAsync(parked.Connection, CancellationToken.None);
    }

    private sealed class Parked(ConnectionKey key, SmtpConnection connection)
    {
        public ConnectionKey Key { get; } = key;

        public SmtpConnection Connection { get; } = connection;

        public ITimer? Timer { get; set; }
    }

    /// <summary>One host of a next hop.</summary>
    private sealed class Place
    {
        private readonly Queue<TaskCompletionSource> _waiting = [];

        /// <summary>Connections that are open, those without work included.</summary>
        public int Open { get; set; }

        /// <summary>Without work, the oldest first.</summary>
        public List<Parked> Parked { get; } = [];

        public bool IsDeserted => Open <= 0 && _waiting.Count == 0;

        public void Take(Parked parked)
        {
            parked.Timer?.Dispose();
            Parked.Remove(parked);
        }

        public TaskCompletionSource Join()
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return turn;
        }

        /// <summary>Wakes who waits longest and has not given up.</summary>
        public void Next()
        {
            while (_waiting.TryDequeue(out var turn) && !turn.TrySetResult())
            {
            }
        }
    }
}
