using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Engine.Decide;
using Chancery.Engine.Ids;
using Chancery.Engine.Inspect;
using Chancery.Engine.Inspect.Cryptography;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Protect.Incoming;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Copies;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Protection;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Protect;

/// <summary>
/// The fourth of the five steps: makes a group's copy as its plan says. A copy that nothing changes is a view over the stored
/// original; one that is signed or encrypted is a fresh body under the same head.
/// </summary>
public sealed class Protector
{
    private readonly KeyRing _keys;
    private readonly IBlobStore _blobs;
    private readonly TraceHeader _trace;
    private readonly IIdSource _ids;
    private readonly TimeProvider _time;
    private readonly IncomingMail _incoming;

    public Protector(KeyRing keys, IBlobStore blobs, TraceHeader trace, IIdSource ids, TimeProvider time)
    {
        (_keys, _blobs, _trace, _ids, _time) = (keys, blobs, trace, ids, time);
        Opener = new MessageOpener(new SmimeOpener(keys, time, new CipherBinding(), new OpeningLimits()), blobs);
        _incoming = new IncomingMail(Opener, new UndecryptedCount(time), ids);
    }

    /// <summary>Opens what came signed or encrypted, for facts and for the copy alike.</summary>
    public MessageOpener Opener { get; }

    /// <param name="signers">Whose key signs; the first that is good.</param>
    /// <returns>The copy, and the plan as it was carried out: with the keys it was encrypted to; a preferred signature without a key is left away.</returns>
    /// <exception cref="GroupHeldException">The copy cannot be made, and no other method would help.</exception>
    /// <exception cref="KeyUnavailableException">A key could not be looked up.</exception>
    /// <exception cref="MethodFailedException">Signing or the method failed twice.</exception>
    public async Task<(ProtectedCopy Copy, Plan Plan)> ProtectAsync(OpenedMessage opened, GroupDecision group, GatewaySettings settings, IReadOnlyList<string> signers, CancellationToken cancel)
    {
        if (Unbuilt.In(group.Plan) is { } missing)
            throw new NotBuiltException(missing);
        var header = opened.Mail.Header;
        var incoming = await _incoming.ForAsync(opened, group.Plan, cancel);
        var drop = DroppedFrom(opened, header, settings.Hostname);
        var edits = EditsOf(group.Plan, opened, incoming);
        var content = Content(header, edits, drop);
        var (plan, identity) = await SignerAsync(opened, group.Plan, signers, cancel);
        using var signer = identity;
        var recipients = await RecipientsAsync(opened, group with { Plan = plan }, cancel);
        (var pgp, plan) = await PgpCover.ForAsync(opened, group with { Plan = plan }, signers, _keys, cancel);
        using var cover = pgp;
        plan = plan with { EncryptedTo = [.. recipients.Select(Fingerprint.Of), .. pgp.Recipients.Select(recipient => recipient.Fingerprint)] };
        var own = ReceivedHeader.LineFor(opened.Message, settings.Hostname) + _trace.LineFor(opened.Message.Id);
        if (incoming?.Unwrapping is not null)
            return (await UnwrapAsync(opened, header, edits, drop, incoming, own, settings.Hostname, cancel), plan);
        if (signer is null && recipients.Count == 0 && pgp.IsNone)
            return (new ProtectedCopy(opened.Message.Body, null, own, content, await HashOfAsync(opened, content, cancel)), plan);
        var profile = SmimeProfile.Of(plan.Profile, plan.Terms);
        var smime = new SmimePass(signer, recipients, profile);
        var fresh = await TwiceAsync(() => WriteAsync(opened.Message, content, smime, pgp, cancel));
        await CheckAsync(opened, fresh, smime, pgp, cancel);
        return (new ProtectedCopy(fresh.Blob, fresh, own, new MessageView([new ViewSegment.Range(0, fresh.Blob.Length)]), fresh.Blob.Sha256), plan);
    }

    private Predicate<RawField> DroppedFrom(OpenedMessage opened, RawHeaderBlock header, string hostname) =>
        new DroppedFields(opened.Message.Session.Trust != SessionTrust.Anonymous, hostname, field => _trace.IsOurs(header.Text(field))) { ForeignTriggers = opened.Context.Firewall.StrippedTriggers }.In(header);

    private static HeaderEdits EditsOf(Plan plan, OpenedMessage opened, IncomingCopy? incoming) => Guarded(() =>
    {
        var edits = HeaderActions.Of(plan, opened.Mail);
        return incoming is null ? edits : edits with
        {
            Add = [.. incoming.Edits.Add, .. edits.Add],
            Remove = [.. edits.Remove, .. incoming.Edits.Remove],
            SubjectPrefix = incoming.Edits.SubjectPrefix + edits.SubjectPrefix,
            RemoveTags = [.. edits.RemoveTags, .. incoming.Edits.RemoveTags.Where(tag => edits.RemoveTags.Count > 0 || incoming.Unwrapping is not null || opened.Mail.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))],
        };
    });

    /// <summary>The message as its recipients shall see it, before any cryptography and without our trace fields.</summary>
    private static MessageView Content(RawHeaderBlock header, HeaderEdits edits, Predicate<RawField> drop) => Guarded(() =>
        IsNone(edits) ? MessageView.Untouched(header, ReadOnlyMemory<byte>.Empty, drop) : edits.Apply(header, ReadOnlyMemory<byte>.Empty, drop));

    private static bool IsNone(HeaderEdits edits) =>
        edits.Add.Count + edits.Set.Count + edits.Remove.Count + edits.RemoveTags.Count == 0 && edits.SubjectPrefix.Length + edits.SubjectSuffix.Length == 0;

    private static T Guarded<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception unfit) when (unfit is HeaderTooLongException or HeaderValueException)
        {
            throw new GroupHeldException(unfit.Message, isFault: false, unfit);
        }
    }

    /// <summary>A fresh body without the layers that verifying and decrypting takes off.</summary>
    private async Task<ProtectedCopy> UnwrapAsync(
        OpenedMessage opened, RawHeaderBlock header, HeaderEdits edits, Predicate<RawField> drop, IncomingCopy incoming, string own, string hostname, CancellationToken cancel)
    {
        var fresh = await KeepAsync(opened.Message, async sink =>
        {
            if (incoming.Unwrapping!.Layers == incoming.Opened!.Layers.Count && await ProtectedHeader.MergedAsync(incoming.Opened, header, cancel) is { } merged)
            {
                var within = RawHeaderBlock.Read(new MemoryStream(merged), opened.Mail.UsedLimits.HeaderBytes);
                await UnwrappedCopy.WriteAsync(new MemoryStream(merged), within, edits, DroppedFrom(opened, within, hostname), incoming, sink, cancel);
                return;
            }

            await using var original = await _blobs.OpenAsync(opened.Message.Tenant, opened.Message.Body, cancel);
            await UnwrappedCopy.WriteAsync(original, header, edits, drop, incoming, sink, cancel);
        }, cancel);
        return new ProtectedCopy(fresh.Blob, fresh, own, new MessageView([new ViewSegment.Range(0, fresh.Blob.Length)]), fresh.Blob.Sha256);
    }

    /// <summary>The last look, by the reader: what leaves is what the plan says, or nothing leaves (language, 1.9.6).</summary>
    private async Task CheckAsync(OpenedMessage opened, SealedBlob fresh, SmimePass smime, PgpCover pgp, CancellationToken cancel)
    {
        try
        {
            await using var copy = await _blobs.OpenAsync(opened.Message.Tenant, fresh, cancel);
            // Where one kind signs and the other encrypts, the outer layer is what can be seen.
            if ((IsOutermost(pgp, smime) ? pgp.Fault(copy, cancel) : smime.Fault(copy, cancel)) is { } wrong)
                throw new GroupHeldException($"the finished message is not what was decided: {wrong}", isFault: true);
        }
        catch
        {
            if (fresh.Owner is { } owner)
                await owner.DisposeAsync();
            throw;
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
    private async Task<(Plan Plan, SigningIdentity? Signer)> SignerAsync(OpenedMessage opened, Plan plan, IReadOnlyList<string> signers, CancellationToken cancel)
    {
        if (plan.Sign != Signature.Smime || opened.Mail.Crypto.Signed is not null || opened.Mail.Crypto.Encrypted is not null)
            return (plan, null);
        foreach (var name in signers)
        {
            if (await TwiceAsync(KeyFactSource.ToSign, () => _keys.ForSigningAsync(opened.Message.Tenant, name, cancel), cancel) is { } identity)
                return (plan, identity);
        }

        if (plan.SignRequired)
            throw new GroupHeldException($"no signing key for {(plan.SignKey is { } whose ? $"the {whose} of {Sender.Of(opened)}" : Sender.Of(opened))}", isFault: false);
        return (plan.WithoutSignature($"no signing key for the {(plan.SignKey is { } key ? $"{key} of the sender" : "sender")}"), null);
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
                KeyFactSource.ToEncrypt(recipient), () => _keys.ForEncryptionAsync(opened.Message.Tenant, recipient, cancel), cancel);
            certificates.Add(key.Certificate ?? throw new MethodFailedException($"the key of {recipient} is no longer there"));
        }

        // The gateway of a domain may stand for several.
        return [.. certificates.DistinctBy(Fingerprint.Of)];
    }

    private static bool IsOutermost(PgpCover pgp, SmimePass smime) => !pgp.IsNone && (pgp.Recipients.Count > 0 || smime.Recipients.Count == 0);

    /// <summary>In one pass; in two where one kind signs and the other encrypts.</summary>
    private async Task<SealedBlob> WriteAsync(SpooledMessage message, MessageView content, SmimePass smime, PgpCover pgp, CancellationToken cancel)
    {
        WriteCopy bySmime = (source, sink) => SmimeProtector.WriteAsync(new SmimeJob(source) { Signer = smime.Signer, Recipients = smime.Recipients, SigningTime = _time.GetUtcNow(), Boundary = "=_" + _ids.NewId(), Profile = smime.Profile, OuterSigner = smime.Profile.TripleWrap && smime.Recipients.Count > 0 ? smime.Signer : null }, sink, cancel);
        WriteCopy byPgp = (source, sink) => PgpProtector.WriteAsync(new PgpJob(source) { Signer = pgp.Signer, Recipients = pgp.Recipients, SigningTime = _time.GetUtcNow(), Boundary = "=_" + _ids.NewId(), Profile = pgp.Profile }, sink, cancel);
        if (pgp.IsNone || smime.IsNone)
            return await PassAsync(content.Open(await _blobs.OpenAsync(message.Tenant, message.Body, cancel)), pgp.IsNone ? bySmime : byPgp);
        var (first, second) = IsOutermost(pgp, smime) ? (bySmime, byPgp) : (byPgp, bySmime);
        var inner = await PassAsync(content.Open(await _blobs.OpenAsync(message.Tenant, message.Body, cancel)), first);
        await using (inner.Owner)
            return await PassAsync(await _blobs.OpenAsync(message.Tenant, inner, cancel), second);

        async Task<SealedBlob> PassAsync(Stream source, WriteCopy write)
        {
            await using (source)
                return await KeepAsync(message, sink => write(source, sink), cancel);
        }
    }

    private async Task<SealedBlob> KeepAsync(SpooledMessage message, Func<Stream, Task> write, CancellationToken cancel)
    {
        var writer = _blobs.Create(message.Tenant);
        try
        {
            await using (var sink = new BlobSink(writer))
                await write(sink);
            return (await writer.CompleteAsync(cancel)) with { Owner = writer };
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="KeyUnavailableException">It failed again.</exception>
    internal static async Task<T> TwiceAsync<T>(FactKey key, Func<Task<T>> lookUp, CancellationToken cancel)
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
