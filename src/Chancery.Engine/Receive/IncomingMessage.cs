using Chancery.Engine.Decide;
using Chancery.Engine.Ids;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Engine.Workers;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;

namespace Chancery.Engine.Receive;

/// <summary>One message on its way from socket to spool, as a stream; one share per tenant that is to judge it.</summary>
internal sealed class IncomingMessage(
    Session session, IReadOnlyList<IncomingMessage.Share> shares, Limits limits, IncomingMessage.Services services) : IIncomingMessage
{
    private readonly MemoryStream _head = new();
    private long _length;
    private bool _headEnds;

    internal sealed record Share(Tenant Tenant, Envelope Envelope, IBlobWriter Body);

    /// <summary>A share whose body is complete and whose acceptance is still open.</summary>
    private sealed record Letter(Tenant Tenant, SpooledMessage Message, SealedBlob Body);

    internal sealed record Services(
        NewMail Spool, TraceHeader Trace, EarlyRefusal Refusal, IIdSource Ids, TimeProvider Time);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        _length += data.Length;
        if (_length > limits.Message)
            throw new ReceptionException(Refusals.TooLarge);
        KeepHead(data.Span);
        try
        {
            foreach (var share in shares)
                await share.Body.WriteAsync(data, cancel);
        }
        catch (StoreFullException full)
        {
            throw new ReceptionException(Refusals.StoreFull, full);
        }
    }

    public async Task<SmtpReply> CommitAsync(CancellationToken cancel)
    {
        _head.Position = 0;
        var header = RawHeaderBlock.Read(_head, limits.HeaderBytes);
        if (JudgeHeader(header) is { } refused)
            return refused;
        try
        {
            var letters = new List<Letter>();
            foreach (var share in shares)
                letters.Add(await CompleteAsync(share, header, cancel));
            if (await RefusalOfAllAsync(letters, cancel) is { } byPolicy)
                return byPolicy;
            foreach (var (tenant, message, body) in letters)
                await services.Spool.AcceptAsync(message, body, [Entry.Received(message), .. StrippedFields.Entries(tenant, message, header, services.Trace)], cancel);
            return SmtpReply.Ok("0.0", $"accepted as {letters[0].Message.Id}");
        }
        catch (StoreFullException)
        {
            return Refusals.StoreFull;
        }
        catch (IOException)
        {
            return Refusals.LocalError;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var share in shares)
            await share.Body.DisposeAsync();
        await _head.DisposeAsync();
    }

    private async Task<Letter> CompleteAsync(Share share, RawHeaderBlock header, CancellationToken cancel)
    {
        var body = await share.Body.CompleteAsync(cancel);
        var message = new SpooledMessage(
            share.Tenant.Id, services.Ids.NewId(), services.Time.GetUtcNow(), session, share.Envelope, body.Blob,
            HeaderFields.MessageId(header), HeaderFields.FromAddress(header));
        return new Letter(share.Tenant, message, body);
    }

    private static ReadOnlySpan<byte> EmptyLine => "\r\n\r\n"u8;

    /// <summary>The client gets one answer: it is a refusal only if no tenant wants the message. What one of several refuses is left to the worker.</summary>
    private async Task<SmtpReply?> RefusalOfAllAsync(IReadOnlyList<Letter> letters, CancellationToken cancel)
    {
        SmtpReply? first = null;
        foreach (var (tenant, message, body) in letters)
        {
            if (await services.Refusal.JudgeAsync(tenant, limits, message, body, cancel) is not { } refusal)
                return null;
            first ??= refusal;
        }

        return first;
    }

    private SmtpReply? JudgeHeader(RawHeaderBlock header)
    {
        if (header.OverLimit)
            return Refusals.HeaderTooLarge;
        var passages = header.Fields.Count(f => f.Is(TraceHeader.Name) && services.Trace.IsOurs(header.Text(f)));
        var hops = header.Fields.Count(f => f.Is("Received"));
        return passages >= TraceHeader.MaxPassages || hops > limits.Received ? Refusals.Loop : null;
    }

    /// <summary>The header section is looked at once more at the end; it is the only part of a message held in memory.</summary>
    private void KeepHead(ReadOnlySpan<byte> data)
    {
        var room = limits.HeaderBytes + 1 - (int)_head.Length;
        if (_headEnds || room <= 0)
            return;
        var seen = Math.Max(0, (int)_head.Length - EmptyLine.Length);
        _head.Write(data[..Math.Min(room, data.Length)]);
        _headEnds = _head.GetBuffer().AsSpan(seen, (int)_head.Length - seen).IndexOf(EmptyLine) >= 0;
    }
}
