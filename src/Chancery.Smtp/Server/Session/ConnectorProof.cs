using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Headers;

namespace Chancery.Smtp.Server.Session;

/// <summary>
/// Whether a message's header shows that the session is the connector. The message goes on with the trust it has proven, or as a
/// stranger's, for whom each recipient is judged anew. The secret goes no further.
/// </summary>
internal sealed class ConnectorProof(IReception reception, Opening opening, ConnectorDemands demands)
{
    /// <exception cref="ReceptionException">It is a stranger's, and not welcome.</exception>
    public async Task<IIncomingMessage> BeginAsync(RawHeaderBlock header, ReadOnlyMemory<byte> head, CancellationToken cancel)
    {
        var proven = opening.Session.Provisional && !header.OverLimit && Shows(header, demands.SecretHeader) && Shows(header, demands.OwnerHeader);
        if (!proven)
            await JudgeStrangerAsync(cancel);
        var incoming = await reception.OpenAsync(proven ? opening.Session with { Provisional = false } : opening.Stranger, opening.Envelope, cancel);
        try
        {
            foreach (var piece in WithoutSecret(header, head))
                await incoming.WriteAsync(piece, cancel);
            return incoming;
        }
        catch
        {
            await incoming.DisposeAsync();
            throw;
        }
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

    private IEnumerable<ReadOnlyMemory<byte>> WithoutSecret(RawHeaderBlock header, ReadOnlyMemory<byte> octets)
    {
        var from = 0;
        foreach (var field in demands.SecretHeader is { } secret ? header.Named(secret.Name) : [])
        {
            yield return octets[from..(int)field.Offset];
            from = (int)field.Offset + field.Length;
        }

        yield return octets[from..];
    }
}
