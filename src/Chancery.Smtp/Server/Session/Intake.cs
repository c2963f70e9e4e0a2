using Chancery.Engine.Receive;
using Chancery.Smtp.Data;

namespace Chancery.Smtp.Server.Session;

/// <summary>Hands a message's octets on. After the first refusal nothing more is handed on, and nothing of it stays.</summary>
/// <param name="announced">Octets the client said it would send (RFC 1870); null when it did not.</param>
internal sealed class Intake(IIncomingMessage message, long limit, long? announced) : IAsyncDisposable
{
    private static readonly SmtpReply BareLineEnd = SmtpReply.Permanent(550, "5.2", "Message has a bare CR or LF");
    private static readonly SmtpReply Nul = SmtpReply.Permanent(554, "6.0", "Message has a zero octet");
    private static readonly SmtpReply TooLarge = SmtpReply.Permanent(552, "3.4", "Message is over the size limit");
    private static readonly SmtpReply Understated = SmtpReply.Permanent(552, "3.4", "Message is larger than announced");
    private static readonly SmtpReply Broken = SmtpReply.Temporary(451, "3.0", "Local error, try again later");

    private long _size;
    private long _lines;

    public SmtpReply? Refusal { get; private set; }

    /// <summary>What the reception threw that is no refusal; for the log.</summary>
    public Exception? Fault { get; private set; }

    public async ValueTask HandOnAsync(ReadOnlyMemory<byte> octets, DataFault fault)
    {
        _size += octets.Length;
        if (announced is not null)
            _lines += octets.Span.Count((byte)'\n');
        Refusal ??= fault switch
        {
            DataFault.BareLineEnd => BareLineEnd,
            DataFault.Nul => Nul,
            _ when _size > limit => TooLarge,
            // Some clients count a line end as one octet, or leave out the one that closes the message; that is no lie.
            _ => _size - _lines - 1 > announced ? Understated : null,
        };
        if (Refusal is not null || octets.IsEmpty)
            return;
        try
        {
            await message.WriteAsync(octets, CancellationToken.None);
        }
        catch (Exception error)
        {
            Refusal = RefusalOf(error);
        }
    }

    /// <returns>The reply to the end of the message.</returns>
    public async Task<SmtpReply> EndAsync()
    {
        if (Refusal is { } refusal)
            return refusal;
        try
        {
            // Not cancelled when the client goes: it may have sent all it had and only not wait for the answer.
            return await message.CommitAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            return RefusalOf(error);
        }
    }

    public ValueTask DisposeAsync() => message.DisposeAsync();

    /// <summary>A wall: no fault behind the port may end in silence or in a 250.</summary>
    private SmtpReply RefusalOf(Exception error)
    {
        if (error is ReceptionException { Reply: var reply })
            return reply;
        Fault = error;
        return Broken;
    }
}
