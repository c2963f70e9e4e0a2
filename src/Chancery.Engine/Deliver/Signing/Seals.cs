using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Addresses;
using Chancery.Mail.Copies;
using Chancery.Mail.Dkim;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;

namespace Chancery.Engine.Deliver.Signing;

/// <summary>
/// The fields that are put on top of a copy when it is handed over, after everything else was done to it: DKIM signatures on
/// what a tenant sends, a seal of ARC on what it receives and we changed.
/// </summary>
internal sealed class Seals(IMailStore store, IBlobStore blobs, InstallationHolder installation, IDkimKeys keys, TimeProvider time)
{
    /// <summary>Above the header's own limit, for the fields that we put on top of it.</summary>
    private const int OwnFields = 64 * 1024;

    /// <param name="copy">The octets that leave, seekable; its position afterwards is undefined.</param>
    /// <returns>Whole header lines; empty where nothing is to be signed.</returns>
    /// <exception cref="SealException">What should be signed cannot be: it must not leave.</exception>
    public async Task<byte[]> ForAsync(Effect effect, MessageView view, Stream copy, CancellationToken cancel)
    {
        var now = installation.Current;
        if (!now.Tenants.TryGetValue(effect.Tenant, out var tenant) || SigningOf(now.Settings, tenant) is not { } signing)
            return [];
        var outbound = effect.Mail.Recipients.Any(recipient => !IsOurs(tenant, recipient));
        if (outbound ? signing.Dkim.Count == 0 : signing.Arc is null)
            return [];
        if (await store.GetAsync(effect.MessageId, cancel) is not { } record)
            return [];
        var header = RawHeaderBlock.Read(copy, now.Settings.Limits.HeaderBytes + OwnFields);
        if (header.OverLimit)
            throw new SealException("its header is too long to be signed");
        if (outbound)
            return await DkimAsync(signing, tenant, effect, record.Message, header, copy, cancel);
        return signing.Arc is { } arc && IsForeignAndChanged(effect, record.Message, view)
            ? await ArcAsync(arc, now.Settings, record.Message, header, copy, cancel)
            : [];
    }

    private static SigningSettings? SigningOf(GatewaySettings settings, Tenant tenant) =>
        settings.Tenants.TryGetValue(tenant.Id, out var own) && own.Signing != SigningSettings.None ? own.Signing : null;

    private static bool IsOurs(Tenant tenant, string address) => MailAddress.TryParse(address, out var parsed) && tenant.Owns(parsed.Domain);

    /// <summary>What a stranger says in a tenant's name is not signed in it.</summary>
    private async Task<byte[]> DkimAsync(
        SigningSettings signing, Tenant tenant, Effect effect, SpooledMessage message, RawHeaderBlock header, Stream copy, CancellationToken cancel)
    {
        var own = effect.Kind == "notice" || message.Session.Trust != SessionTrust.Anonymous;
        if (!own || AuthorDomain.Of(header) is not { } author || !tenant.Owns(author))
            return [];
        var identities = signing.Dkim.Where(identity => author == identity.Domain || author.EndsWith("." + identity.Domain, StringComparison.Ordinal)).ToList();
        if (identities.Count == 0)
            return [];
        var hash = await BodyReader.HashAsync(copy, header.BodyOffset, Canonical.Relaxed, null, cancel);
        return Encoding.Latin1.GetBytes(string.Concat(identities.Select(identity => DkimSigner.FieldFor(identity, header, hash, time.GetUtcNow()))));
    }

    private async Task<byte[]> ArcAsync(
        DkimIdentity identity, GatewaySettings settings, SpooledMessage message, RawHeaderBlock header, Stream copy, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var original = await blobs.OpenAsync(message.Tenant, message.Body, cancel);
        var received = RawHeaderBlock.Read(original, settings.Limits.HeaderBytes);
        var dkim = await DkimVerifier.VerifyAsync(original, received, keys, now, cancel);
        // Checked as it came: what we changed is what the seal is to answer for.
        var chain = await ArcVerifier.VerifyAsync(original, received, keys, now, cancel);
        var hash = await BodyReader.HashAsync(copy, header.BodyOffset, Canonical.Relaxed, null, cancel);
        var results = AuthenticationResults.Of(settings.Hostname, dkim, chain);
        return Encoding.Latin1.GetBytes(ArcSealer.FieldsFor(identity, header, hash, chain, results, now) ?? "");
    }

    /// <summary>A copy that is the original behind our trace fields is not changed: its signatures are as good as they were.</summary>
    private static bool IsForeignAndChanged(Effect effect, SpooledMessage message, MessageView view) =>
        effect.Kind != "notice" && message.Session.Trust == SessionTrust.Anonymous
        && !(effect.Mail.Body == message.Body && view.Segments is [ViewSegment.Literal, ViewSegment.Range { Offset: 0 }]);
}

/// <summary>A signature that must be made cannot be made.</summary>
internal sealed class SealException(string reason) : Exception(reason);
