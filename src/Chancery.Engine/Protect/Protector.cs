using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Engine.Decide;
using Chancery.Engine.Ids;
using Chancery.Engine.Inspect;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Copies;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Protection;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;

namespace Chancery.Engine.Protect;

/// <summary>
/// The fourth of the five steps: makes a group's copy as its plan says. A copy that nothing changes is a view over the stored
/// original; one that is signed or encrypted is a fresh body under the same head.
/// </summary>
public sealed class Protector(KeyRing keys, IBlobStore blobs, TraceHeader trace, IIdSource ids, TimeProvider time)
{
    /// <returns>The copy, and the plan as it was carried out: with the keys it was encrypted to; a preferred signature without a key is left away.</returns>
    /// <exception cref="GroupHeldException">The copy cannot be made, and no other method would help.</exception>
    /// <exception cref="KeyUnavailableException">A key could not be looked up.</exception>
    /// <exception cref="MethodFailedException">Signing or the method failed twice.</exception>
    public async Task<(ProtectedCopy Copy, Plan Plan)> ProtectAsync(OpenedMessage opened, GroupDecision group, GatewaySettings settings, CancellationToken cancel)
    {
        if (Unbuilt.In(group.Plan) is { } missing)
            throw new NotBuiltException(missing);
        var header = RawHeaderBlock.Read(opened.Original, settings.Limits.HeaderBytes);
        var content = Content(opened, group.Plan, header, settings.Hostname);
        var (plan, identity) = await SignerAsync(opened, group.Plan, cancel);
        using var signer = identity;
        var recipients = await RecipientsAsync(opened, group with { Plan = plan }, cancel);
        plan = plan with { EncryptedTo = [.. recipients.Select(Fingerprint.Of)] };
        var own = ReceivedHeader.LineFor(opened.Message, settings.Hostname) + trace.LineFor(opened.Message.Id);
        if (signer is null && recipients.Count == 0)
            return (new ProtectedCopy(opened.Message.Body, null, own, content, await HashOfAsync(opened, content, cancel)), plan);
        var fresh = await TwiceAsync(() => WriteAsync(opened.Message, content, signer, recipients, cancel));
        return (new ProtectedCopy(fresh.Blob, fresh, own, new MessageView([new ViewSegment.Range(0, fresh.Blob.Length)]), fresh.Blob.Sha256), plan);
    }

    /// <summary>The message as its recipients shall see it, before any cryptography and without our trace fields.</summary>
    private MessageView Content(OpenedMessage opened, Plan plan, RawHeaderBlock header, string hostname)
    {
        try
        {
            var trusted = opened.Message.Session.Trust != SessionTrust.Anonymous;
            var drops = new DroppedFields(trusted, hostname, field => trace.IsOurs(header.Text(field))) { ForeignTriggers = opened.Context.Firewall.StrippedTriggers }.In(header);
            var edits = HeaderActions.Of(plan, opened.Mail);
            return edits == HeaderEdits.None ? MessageView.Untouched(header, ReadOnlyMemory<byte>.Empty, drops) : edits.Apply(header, ReadOnlyMemory<byte>.Empty, drops);
        }
        catch (Exception unfit) when (unfit is HeaderTooLongException or HeaderValueException)
        {
            throw new GroupHeldException(unfit.Message, isFault: false, unfit);
        }
    }

    /// <summary>Known already where the copy is the whole original.</summary>
    private static async Task<string> HashOfAsync(OpenedMessage opened, MessageView content, CancellationToken cancel)
    {
        var body = opened.Message.Body;
        if (content.Segments is [ViewSegment.Range { Offset: 0 } whole] && whole.Count == body.Length)
            return body.Sha256;
        // Not disposed: the original is still needed.
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content.Open(opened.Original), cancel));
    }

    /// <summary>What the sender signed stays as it is (R12). Without a key a required signature holds, a preferred one is left away (R34).</summary>
    private async Task<(Plan Plan, SigningIdentity? Signer)> SignerAsync(OpenedMessage opened, Plan plan, CancellationToken cancel)
    {
        if (plan.Sign != Signature.Smime || opened.Mail.Crypto.Signed is not null || opened.Mail.Crypto.Encrypted is not null)
            return (plan, null);
        var sender = Sender.Of(opened);
        if (await TwiceAsync(KeyFactSource.ToSign, () => keys.ForSigningAsync(opened.Message.Tenant, sender, cancel), cancel) is { } identity)
            return (plan, identity);
        if (plan.SignRequired)
            throw new GroupHeldException($"no signing key for {sender}", isFault: false);
        return (plan.WithoutSignature("no signing key for the sender"), null);
    }

    /// <summary>Certificates of exactly this group's recipients; none where nothing is to be encrypted or it is so already (R12).</summary>
    private async Task<IReadOnlyList<X509Certificate2>> RecipientsAsync(OpenedMessage opened, GroupDecision group, CancellationToken cancel)
    {
        if (group.Plan.Protection != Method.Smime || opened.Mail.Crypto.Encrypted is not null)
            return [];
        var certificates = new List<X509Certificate2>();
        foreach (var recipient in group.To)
        {
            var key = await TwiceAsync(
                KeyFactSource.ToEncrypt(recipient), () => keys.ForEncryptionAsync(opened.Message.Tenant, recipient, cancel), cancel);
            certificates.Add(key.Certificate ?? throw new MethodFailedException($"the key of {recipient} is no longer there"));
        }

        return certificates;
    }

    private async Task<SealedBlob> WriteAsync(
        SpooledMessage message, MessageView content, SigningIdentity? signer, IReadOnlyList<X509Certificate2> recipients, CancellationToken cancel)
    {
        var writer = blobs.Create(message.Tenant);
        try
        {
            await using (var source = content.Open(await blobs.OpenAsync(message.Tenant, message.Body, cancel)))
            await using (var sink = new BlobSink(writer))
            {
                var job = new SmimeJob(source) { Signer = signer, Recipients = recipients, SigningTime = time.GetUtcNow(), Boundary = "=_" + ids.NewId() };
                await SmimeProtector.WriteAsync(job, sink, cancel);
            }

            return (await writer.CompleteAsync(cancel)) with { Owner = writer };
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="KeyUnavailableException">It failed again.</exception>
    private static async Task<T> TwiceAsync<T>(FactKey key, Func<Task<T>> lookUp, CancellationToken cancel)
    {
        try
        {
            return await lookUp();
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            try
            {
                return await lookUp();
            }
            catch (Exception second) when (!cancel.IsCancellationRequested)
            {
                throw new KeyUnavailableException(key, second);
            }
        }
    }

    /// <summary>Retried once (language, 1.9.6).</summary>
    private static async Task<SealedBlob> TwiceAsync(Func<Task<SealedBlob>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception first) when (first is ProtectionException or CryptographicException)
        {
            try
            {
                return await write();
            }
            catch (Exception second) when (second is ProtectionException or CryptographicException)
            {
                throw new MethodFailedException($"failed ({second.GetType().Name})", second);
            }
        }
    }
}
