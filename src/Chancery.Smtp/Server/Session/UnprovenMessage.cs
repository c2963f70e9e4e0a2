using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Headers;

namespace Chancery.Smtp.Server.Session;

/// <summary>
/// A message whose header has to show that the session is the connector. Until the header is whole it is held back; then it
/// goes on with the trust it has proven, or as a stranger's, for whom each recipient is judged anew. The secret goes no further.
/// </summary>
internal sealed class UnprovenMessage(IReception reception, Opening opening, ConnectorDemands demands, int headerLimit) : IIncomingMessage
{
    private readonly MemoryStream _head = new();
    private IIncomingMessage? _inner;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        if (_inner is null)
        {
            _head.Write(data.Span);
            if (HasWholeHeader(_head.GetBuffer().AsSpan(0, (int)_head.Length)) || _head.Length > headerLimit)
                await BeginAsync(cancel);
            return;
        }

        await _inner.WriteAsync(data, cancel);
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

    private async Task BeginAsync(CancellationToken cancel)
    {
        var header = RawHeaderBlock.Read(_head, headerLimit);
        var proven = opening.Session.Provisional && !header.OverLimit && Shows(header, demands.SecretHeader) && Shows(header, demands.OwnerHeader);
        if (!proven)
            await JudgeStrangerAsync(cancel);
        _inner = await reception.OpenAsync(proven ? opening.Session with { Provisional = false } : opening.Stranger, opening.Envelope, cancel);
        foreach (var piece in WithoutSecret(header, _head.ToArray()))
            await _inner.WriteAsync(piece, cancel);
    }

    private async Task JudgeStrangerAsync(CancellationToken cancel)
    {
        foreach (var recipient in opening.Envelope.Recipients)
        {
            if (await reception.CheckRecipientAsync(opening.Stranger, opening.Envelope.ReversePath, recipient, cancel) is { } refusal)
                throw new ReceptionException(refusal);
        }
    }

    /// <summary>Exactly one field with exactly this value.</summary>
    private static bool Shows(RawHeaderBlock header, HeaderDemand? demand) =>
        demand is null
        || (header.Texts(demand.Name).ToList() is [var value]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(demand.Value)));

    private IEnumerable<ReadOnlyMemory<byte>> WithoutSecret(RawHeaderBlock header, byte[] octets)
    {
        var from = 0;
        foreach (var field in demands.SecretHeader is { } secret ? header.Named(secret.Name) : [])
        {
            yield return octets.AsMemory(from, (int)field.Offset - from);
            from = (int)field.Offset + field.Length;
        }

        yield return octets.AsMemory(from);
    }

    private static bool HasWholeHeader(ReadOnlySpan<byte> octets) => octets.StartsWith("\r\n"u8) || octets.IndexOf("\r\n\r\n"u8) >= 0;
}
