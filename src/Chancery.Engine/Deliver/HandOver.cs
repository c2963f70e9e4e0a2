using Chancery.Engine.Deliver.Signing;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Protect;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Copies;
using Chancery.Policy;

namespace Chancery.Engine.Deliver;

/// <summary>
/// Gives a copy to the transport as it is to leave: as stored, in seven bits where the next hop takes no more and nothing is
/// signed, and with our own signatures on top, which come last.
/// </summary>
internal sealed class HandOver(IBlobStore blobs, IMailTransport transport, Seals seals, InstallationHolder installation)
{
    /// <summary>What a transport says of a server that does not take the octets of a mail (RFC 6152 section 3).</summary>
    private const string ConversionNeeded = "5.6.3";

    /// <exception cref="CorruptBodyException">The stored body is damaged.</exception>
    /// <exception cref="SealException">It cannot be signed as it must be.</exception>
    public async Task<TransportResult> SendAsync(NextHop hop, Effect effect, IReadOnlyList<string> pending, CancellationToken cancel)
    {
        var view = MessageViewJson.Read(effect.Mail.View);
        Task<Stream> Stored(CancellationToken stop) => OpenAsync(effect, view, stop);
        var result = await transport.SendAsync(hop, effect.Mail, pending, async stop => await SealedAsync(effect, view, await Stored(stop), stop), cancel);
        string[] left = [.. result.Recipients.Where(outcome => outcome is { Verdict: TransportVerdict.Failed, Status: ConversionNeeded }).Select(outcome => outcome.Address)];
        if (!effect.Mail.EightBit || left.Length == 0 || await SevenBitAsync(effect, Stored, cancel) is not { } open)
            return result;
        var again = await transport.SendAsync(hop, effect.Mail with { EightBit = false }, left, async stop => await SealedAsync(effect, view, await open(stop), stop), cancel);
        return again with { Recipients = [.. result.Recipients.Where(outcome => !left.Contains(outcome.Address)), .. again.Recipients] };
    }

    private async Task<Stream> OpenAsync(Effect effect, MessageView view, CancellationToken cancel) =>
        view.Open(await blobs.OpenAsync(effect.Tenant, effect.Mail.Body, cancel));

    /// <summary>How to open the copy in seven bits; null where it cannot be had so.</summary>
    private async Task<Func<CancellationToken, Task<Stream>>?> SevenBitAsync(Effect effect, Func<CancellationToken, Task<Stream>> stored, CancellationToken cancel)
    {
        await using var copy = await stored(cancel);
        if (await SevenBit.IsAsync(copy, cancel))
            return stored;
        var converted = await ConvertAsync(effect.Tenant, copy, cancel);
        return converted is null ? null : _ => Task.FromResult<Stream>(converted);
    }

    /// <summary>The stream takes its octets, which no transaction names, with it when it is closed.</summary>
    private async Task<Stream?> ConvertAsync(TenantId tenant, Stream copy, CancellationToken cancel)
    {
        var limits = installation.Current.Settings.Limits;
        var writer = blobs.Create(tenant);
        try
        {
            await using (var sink = new BlobSink(writer))
                if (!await SevenBit.TryWriteAsync(copy, sink, new ConversionBounds(limits.HeaderBytes, limits.MimeDepth), cancel))
                {
                    await writer.DisposeAsync();
                    return null;
                }

            var opened = await blobs.OpenAsync(tenant, await writer.CompleteAsync(cancel), cancel);
            if (await SevenBit.IsAsync(opened, cancel))
                return new OwningStream(opened, writer);
            await opened.DisposeAsync();
            await writer.DisposeAsync();
            return null;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    private async Task<Stream> SealedAsync(Effect effect, MessageView view, Stream copy, CancellationToken cancel)
    {
        try
        {
            var fields = await seals.ForAsync(effect, view, copy, cancel);
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
}
