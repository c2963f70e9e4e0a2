using Chancery.Mail.Inspection;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Host.Output;

/// <summary>Opens the S/MIME or OpenPGP of a single mail, to tell what its signature is worth.</summary>
internal sealed class CryptoLook(IKeyStore keys, TenantId tenant)
{
    private readonly SmimeOpener _opener = new(new KeyRing(keys, TimeProvider.System), TimeProvider.System, new CipherBinding(), new OpeningLimits());

    /// <summary>Null where nothing can be said beyond the structure.</summary>
    public async Task<CryptoFindings?> OfAsync(Stream message, InspectedMail mail, CancellationToken cancel)
    {
        if (mail.Crypto is { Signed: null, Encrypted: null } && mail.Root?.MimeType != "text/plain")
            return null;
        await using var opened = await _opener.OpenAsync(tenant, message, mail.From, new MemoryScratch(), cancel);
        return new CryptoFindings(SignatureSummary.Of(opened) is { } signature
            ? new CryptoVerdict(signature.Verdict.ToString().ToLowerInvariant(), signature.Signer, signature.Reason.Length > 0 ? signature.Reason : null) { Kind = opened.SignatureKind }
            : null);
    }
}
