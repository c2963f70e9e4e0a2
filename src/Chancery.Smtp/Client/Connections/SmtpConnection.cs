using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Chancery.Smtp.Text;

namespace Chancery.Smtp.Client.Connections;

/// <summary>A connection to a server, below the verbs: commands out, replies in, each within its time.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private Stream _stream;
    private ReplyReader _replies;

    // One for all that is sent and received, as long as nothing is late: a connection sees some thousands of both.
    private CancellationTokenSource _limit;

    private SmtpConnection(Stream stream, Target target, TimeProvider time) =>
        (_stream, _replies, Target, _time, _limit) = (stream, new ReplyReader(stream), target, time, new CancellationTokenSource(Timeout.InfiniteTimeSpan, time));

    public Target Target { get; }

    /// <summary>Protocol version, <c>TLS1.3</c>; null without TLS.</summary>
    public string? Tls { get; private set; }

    public Capabilities Capabilities { get; set; } = Capabilities.None;

    /// <summary>Mails handed over so far.</summary>
    public int Mails { get; set; }

    /// <summary>Timestamp of when it was last laid aside.</summary>
    public long RestsSince { get; set; }

    /// <exception cref="PeerException">Nobody there (4.4.1).</exception>
    public static async Task<SmtpConnection> OpenAsync(Target target, IPAddress address, TimeProvider time, TimeSpan timeout, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await socket.ConnectAsync(address, target.Port, both.Token);
            return new SmtpConnection(new NetworkStream(socket, ownsSocket: true), target, time);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw new PeerException("4.4.1", $"no connection to {target} at {address}: {(error is SocketException ? error.Message : "no answer in time")}", error);
        }
    }

    public async Task<PeerReply> AskAsync(string command, TimeSpan timeout, CancellationToken cancel)
    {
        await SendAsync(Lines(command), timeout, cancel);
        return await ReceiveAsync(timeout, cancel);
    }

    public Task SendAsync(ReadOnlyMemory<byte> octets, TimeSpan timeout, CancellationToken cancel) =>
        InTimeAsync(
            async token =>
            {
                await _stream.WriteAsync(octets, token);
                return true;
            },
            timeout, cancel);

    public Task<PeerReply> ReceiveAsync(TimeSpan timeout, CancellationToken cancel) =>
        InTimeAsync(token => _replies.ReadAsync(token), timeout, cancel);

    /// <summary>What the peer said before it let go of the connection; null if nothing.</summary>
    public async Task<PeerReply?> LastWordsAsync(CancellationToken cancel)
    {
        try
        {
            return await ReceiveAsync(LastWords, cancel);
        }
        catch (PeerException)
        {
            return null;
        }
    }

    /// <exception cref="TlsUnmetException">The handshake failed, or the certificate is not the one demanded.</exception>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, TimeSpan timeout, CancellationToken cancel)
    {
        if (_replies.HasPending)
            throw new TlsUnmetException("the peer sent text behind its answer to STARTTLS", handshake: true);
        var tls = new SslStream(_stream);
        using var limit = new CancellationTokenSource(timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        _stream = tls;
        try
        {
            await tls.AuthenticateAsClientAsync(options, both.Token);
        }
        catch (Exception error)
        {
            // Whatever the handshake throws, the mail stays here.
            cancel.ThrowIfCancellationRequested();
            throw new TlsUnmetException($"TLS handshake with {Target} failed: {error.Message}", handshake: true, error);
        }

        _replies = new ReplyReader(tls);
        Tls = TlsName.Of(tls.SslProtocol);
    }

    public ValueTask DisposeAsync()
    {
        _limit.Dispose();
        return _stream.DisposeAsync();
    }

    /// <exception cref="ArgumentException">A command would be more than one line.</exception>
    public static byte[] Lines(params ReadOnlySpan<string> commands)
    {
        foreach (var command in commands)
            if (command.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
                throw new ArgumentException("a command is one line", nameof(commands));
        return Encoding.UTF8.GetBytes(string.Join("\r\n", commands) + "\r\n");
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, ValueTask<T>> work, TimeSpan timeout, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var limit = _limit;
        limit.CancelAfter(timeout);
        try
        {
            using var abort = cancel.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
            return await work(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw PeerException.TimedOut();
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            cancel.ThrowIfCancellationRequested();
            throw PeerException.Lost(error);
        }
        finally
        {
            if (!limit.TryReset())
                _limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        }
    }
}
