using Chancery.Mail.Headers;

namespace Chancery.Engine.Receive;

/// <summary>Holds the first octets of a message back until its header section is whole; only then is it decided where the message goes.</summary>
/// <param name="headerLimit">Octets of a header section; what is longer is decided on as it is, marked as over the limit.</param>
/// <param name="begin">Opens the place for the message. It is given the octets held back, which are still to be written. Throws <see cref="ReceptionException"/> with the reply if there is none.</param>
public sealed class HeaderFirstMessage(int headerLimit, Func<RawHeaderBlock, ReadOnlyMemory<byte>, CancellationToken, Task<IIncomingMessage>> begin) : IIncomingMessage
{
    private readonly MemoryStream _head = new();
    private IIncomingMessage? _inner;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        if (_inner is not null)
        {
            await _inner.WriteAsync(data, cancel);
            return;
        }

        _head.Write(data.Span);
        if (HasWholeHeader(_head.GetBuffer().AsSpan(0, (int)_head.Length)) || _head.Length > headerLimit)
            await BeginAsync(cancel);
    }

    public async Task<SmtpReply> CommitAsync(CancellationToken cancel)
    {
        if (_inner is null)
            await BeginAsync(cancel);
        return await _inner!.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _head.DisposeAsync();
        if (_inner is not null)
            await _inner.DisposeAsync();
    }

    private async Task BeginAsync(CancellationToken cancel) =>
        _inner = await begin(RawHeaderBlock.Read(_head, headerLimit), _head.ToArray(), cancel);

    private static bool HasWholeHeader(ReadOnlySpan<byte> octets) => octets.StartsWith("\r\n"u8) || octets.IndexOf("\r\n\r\n"u8) >= 0;
}
