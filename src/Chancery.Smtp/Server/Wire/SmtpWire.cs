using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Wire;

/// <summary>The connection below a session: octets in, replies out, each within its time. Replies go out together until the client must be waited for.</summary>
internal sealed class SmtpWire : IAsyncDisposable
{
    private const int FlushAt = 16 * 1024;

    private const int Peeked = 16;

    private readonly TimeProvider _time;
    private readonly TimeSpan _writeTimeout;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _closeRequest;
    private volatile PipeReader _input;
    private volatile PipeWriter _output;
    private readonly Func<bool> _isScarce;
    private readonly TimeSpan _scarceTimeout;
    private volatile bool _expired;
    private long _clockStart;
    private TimeSpan _clockLimit;
    private volatile bool _closeRequested;

    /// <param name="isScarce">Places are scarce: whatever time was allowed, none is longer than <paramref name="scarceTimeout"/> then.</param>
    public SmtpWire(
        IDuplexPipe pipe, TimeProvider time, TimeSpan writeTimeout, Func<bool> isScarce, TimeSpan scarceTimeout, CancellationToken closeRequested)
    {
        (_input, _output, _time, _writeTimeout) = (pipe.Input, pipe.Output, time, writeTimeout);
        (_isScarce, _scarceTimeout) = (isScarce, scarceTimeout);
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _closeRequest = closeRequested.Register(RequestClose);
    }

    /// <summary>The server is stopping: no further command is waited for.</summary>
    public bool CloseRequested => _closeRequested;

    public IDuplexPipe Pipe => new DuplexPipe(_input, _output);

    public PipeReader Input => _input;

    /// <summary>From now on the connection is read and written through another pair: TLS.</summary>
    public void SwitchTo(PipeReader input, PipeWriter output) => (_input, _output) = (input, output);

    /// <summary>Starts the time allowed for what is read next.</summary>
    public void StartClock(TimeSpan allowed)
    {
        _expired = false;
        (_clockStart, _clockLimit) = (_time.GetTimestamp(), allowed);
        _timer.Change(allowed < _scarceTimeout ? allowed : _scarceTimeout, Timeout.InfiniteTimeSpan);
    }

    public void StopClock()
    {
        _clockLimit = TimeSpan.MaxValue;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>More input, once the replies so far are on their way. An interrupted read is only returned on a request to close.</summary>
    /// <exception cref="SessionEndException">The time is over or the client is gone.</exception>
    public async ValueTask<ReadResult> ReadAsync(bool mayStop)
    {
        while (true)
        {
            if (!_input.TryRead(out var result))
            {
                await FlushPendingAsync();
                result = await Guard(_input.ReadAsync());
            }

            if (_expired)
                throw new SessionEndException(SessionEnd.TimedOut, SmtpReply.Temporary(421, "4.2", "Timeout, closing connection"));
            if (!result.IsCanceled || (mayStop && _closeRequested))
                return result;
            _input.AdvanceTo(result.Buffer.Start);
        }
    }

    /// <summary>The first octets that the client sends within the pause, though it is our turn. What it sent stays on the wire.</summary>
    /// <exception cref="SessionEndException">The client is gone.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(TimeSpan pause)
    {
        if (!_input.TryRead(out var result))
        {
            if (pause <= TimeSpan.Zero)
                return default;
            StartClock(pause);
            result = await Guard(_input.ReadAsync());
            StopClock();
        }

        var first = result.Buffer.First;
        var gone = result.IsCompleted && result.Buffer.IsEmpty;
        var head = first[..Math.Min(first.Length, Peeked)].ToArray();
        _input.AdvanceTo(result.Buffer.Start);
        return gone ? throw new SessionEndException(SessionEnd.Lost) : head;
    }

    /// <summary>Gives the input to a reader of what stands before SMTP, until it has what it wants.</summary>
    /// <param name="read">How many octets it has taken; null when it needs more than there are.</param>
    /// <exception cref="SessionEndException">The time is over or the client is gone.</exception>
    public async ValueTask ReadHeadAsync(Func<ReadOnlySequence<byte>, int?> read, TimeSpan allowed)
    {
        StartClock(allowed);
        while (true)
        {
            var result = await ReadAsync(mayStop: false);
            if (read(result.Buffer) is { } taken)
            {
                _input.AdvanceTo(result.Buffer.GetPosition(taken));
                StopClock();
                return;
            }

            _input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                throw new SessionEndException(SessionEnd.Lost);
        }
    }

    /// <summary>Throws away what has been received and not yet been read.</summary>
    public void DiscardInput()
    {
        while (_input.TryRead(out var result))
        {
            _input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
                return;
        }
    }

    /// <summary>Reads and throws away for a while, so that the client gets the last reply: closing over unread input would reset the connection.</summary>
    public async ValueTask LingerAsync(TimeSpan atMost, long octets)
    {
        StartClock(atMost);
        while (octets > 0 && !_expired)
        {
            var result = await Guard(_input.ReadAsync());
            octets -= result.Buffer.Length;
            _input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || _closeRequested)
                break;
        }

        StopClock();
    }

    public void Advance(SequencePosition consumed, SequencePosition examined) => _input.AdvanceTo(consumed, examined);

    /// <param name="more">Lines after the first; each but the last of all gets the hyphen (RFC 5321 section 4.2.1).</param>
    public async ValueTask ReplyAsync(SmtpReply reply, params IReadOnlyList<string> more)
    {
        var first = reply.ToString();
        Write(more.Count == 0 ? first : $"{reply.Code}-{first[4..]}");
        for (var i = 0; i < more.Count; i++)
            Write($"{reply.Code}{(i == more.Count - 1 ? ' ' : '-')}{more[i]}");
        if (!_output.CanGetUnflushedBytes || _output.UnflushedBytes >= FlushAt)
            await FlushAsync();
    }

    /// <exception cref="SessionEndException">The client takes nothing off our hands, or is gone.</exception>
    public async ValueTask FlushAsync()
    {
        var output = _output;
        using var limit = _time.CreateTimer(_ => output.CancelPendingFlush(), null, _writeTimeout, Timeout.InfiniteTimeSpan);
        var result = await Guard(output.FlushAsync());
        if (result.IsCanceled)
            throw new SessionEndException(SessionEnd.TimedOut);
        if (result.IsCompleted)
            throw new SessionEndException(SessionEnd.Lost);
    }

    public async ValueTask DisposeAsync()
    {
        await _closeRequest.DisposeAsync();
        await _timer.DisposeAsync();
    }

    private ValueTask FlushPendingAsync() =>
        _output.CanGetUnflushedBytes && _output.UnflushedBytes == 0 ? ValueTask.CompletedTask : FlushAsync();

    private void Write(string line)
    {
        var span = _output.GetSpan(line.Length + 2);
        var length = Encoding.ASCII.GetBytes(line, span);
        "\r\n"u8.CopyTo(span[length..]);
        _output.Advance(length + 2);
    }

    /// <summary>The time is over, or places have become scarce since it began; else it is looked at again later.</summary>
    private void Tick()
    {
        var (passed, limit) = (_time.GetElapsedTime(_clockStart), _clockLimit);
        if (limit == TimeSpan.MaxValue)
            return;
        if (passed < limit && !_isScarce())
        {
            var left = limit - passed;
            _timer.Change(left < _scarceTimeout ? left : _scarceTimeout, Timeout.InfiniteTimeSpan);
            return;
        }

        _expired = true;
        _input.CancelPendingRead();
    }

    private void RequestClose()
    {
        _closeRequested = true;
        _input.CancelPendingRead();
    }

    /// <summary>Whatever the network or TLS throws means one thing here: the client is gone.</summary>
    private static async ValueTask<T> Guard<T>(ValueTask<T> work)
    {
        try
        {
            return await work;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            throw new SessionEndException(SessionEnd.Lost);
        }
    }
}
