using Chancery.Engine.Deliver.Signing;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Protect;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Engine.Workers;
using Chancery.Mail.Copies;
using Chancery.Policy;

namespace Chancery.Engine.Deliver;

/// <summary>
/// Gives a copy to the transport as it is to leave: as stored, in seven bits where the next hop takes no more and nothing is
/// signed, and with our own signatures on top, which come last.
/// </summary>
internal sealed class HandOver(IBlobStore blobs, IMailTransport transport, NeighbourDelivery neighbours, Seals seals, InstallationHolder installation)
{
    /// <summary>What a transport says of a server that does not take the octets of a mail (RFC 6152 section 3).</summary>
    private const string ConversionNeeded = "5.6.3";

    /// <param name="watch">Told if the stored body turns out damaged.</param>
    /// <exception cref="SealException">It cannot be signed as it must be.</exception>
    public async Task<TransportResult> SendAsync(NextHop hop, Load load, DamageWatch watch, CancellationToken cancel)
    {
        var (effect, pending, _) = load;
        var view = MessageViewJson.Read(effect.Mail.View);
        var result = await transport.SendAsync(hop, effect.Mail, pending, stop => SealedAsync(load, view, sevenBit: null, watch, stop), cancel);
        string[] left = [.. result.Recipients.Where(outcome => outcome is { Verdict: TransportVerdict.Failed, Status: ConversionNeeded }).Select(outcome => outcome.Address)];
        if (!effect.Mail.EightBit || left.Length == 0)
            return result;
        await using var writer = blobs.Create(effect.Tenant);
        if (await SevenBitAsync(load, view, writer, watch, cancel) is not (true, var converted))
            return result;
        var again = await transport.SendAsync(hop, effect.Mail with { EightBit = false }, left, stop => SealedAsync(load, view, converted, watch, stop), cancel);
        return again with { Recipients = [.. result.Recipients.Where(outcome => !left.Contains(outcome.Address)), .. again.Recipients] };
    }

    /// <summary>The same to another tenant of this installation.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<TransportResult> SendAsync(TenantId neighbour, Load load, DamageWatch watch, CancellationToken cancel) =>
        neighbours.SendAsync(neighbour, load.Effect, load.Pending, stop => SealedAsync(load, MessageViewJson.Read(load.Effect.Mail.View), sevenBit: null, watch, stop), cancel);

    /// <summary>Whether the copy can be had in seven bits, and where it is written if it is not so already. No transaction names that: it goes with its writer.</summary>
    private async Task<(bool Possible, SealedBlob? Written)> SevenBitAsync(Load load, MessageView view, IBlobWriter writer, DamageWatch watch, CancellationToken cancel)
    {
        await using var copy = view.Open(await OpenAsync(load, watch, cancel));
        if (await SevenBit.IsAsync(copy, cancel))
            return (true, null);
        var limits = installation.Current.Settings.Limits;
        await using (var sink = new BlobSink(writer))
            if (!await SevenBit.TryWriteAsync(copy, sink, new ConversionBounds(limits.HeaderBytes, limits.MimeDepth), cancel))
                return (false, null);
        var written = await writer.CompleteAsync(cancel);
        await using var check = await blobs.OpenAsync(load.Effect.Tenant, written, cancel);
        return (await SevenBit.IsAsync(check, cancel), written);
    }

    /// <param name="sevenBit">Null: the copy as it is stored.</param>
    private async Task<Stream> SealedAsync(Load load, MessageView view, SealedBlob? sevenBit, DamageWatch watch, CancellationToken cancel)
    {
        var copy = sevenBit is null
            ? view.Open(await OpenAsync(load, watch, cancel))
            : await blobs.OpenAsync(load.Effect.Tenant, sevenBit, cancel);
        try
        {
            var fields = await seals.ForAsync(load.Effect, view, copy, cancel);
            copy.Position = 0;
            return fields.Length == 0
                ? copy
                : new MessageView([new ViewSegment.Literal(fields), new ViewSegment.Range(0, copy.Length)]).Open(copy);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    private Task<Stream> OpenAsync(Load load, DamageWatch watch, CancellationToken cancel) =>
        watch.OpenAsync(() => load.Body is { } body
            ? blobs.OpenAsync(load.Effect.Tenant, body, cancel)
            : blobs.OpenAsync(load.Effect.Tenant, load.Effect.Mail.Body, cancel));
}

/// <summary>A copy to be handed over.</summary>
/// <param name="Pending">Who is to get it.</param>
/// <param name="Body">Its body where that is still in memory; else the store has it.</param>
internal sealed record Load(Effect Effect, IReadOnlyList<string> Pending, SealedBlob? Body);
