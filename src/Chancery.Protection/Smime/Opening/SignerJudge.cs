using System.Security.Cryptography.X509Certificates;
using Chancery.Policy;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Smime.Opening;

/// <summary>Judges a signature that was checked: whose it is, whether the certificate was good for it, and whether the signer is From (RFC 8550).</summary>
/// <param name="from">The From addresses of the message, lower case.</param>
internal sealed class SignerJudge(IReadOnlyList<string> from, KeyRing ring, TenantId tenant, KnownCertificates trust, DateTimeOffset now)
{
    public async Task<SignerFinding> JudgeAsync(SignatureResult result, IReadOnlyList<X509Certificate2> embedded, CancellationToken cancel)
    {
        // The address that counts stands first.
        IReadOnlyList<string> addresses = result.Certificate is null ? [] : [.. CertificateNames.AddressesOf(result.Certificate).OrderByDescending(from.Contains)];
        // RFC 3183: the gateway of a domain signs for everybody in it, where whoever imported its certificate said so.
        var isGateway = from is [var author] && result.Certificate is { } by && !addresses.Contains(author) && await ring.IsOfDomainAsync(tenant, author, Fingerprint.Of(by), cancel);
        if (isGateway && addresses.Count == 0)
            addresses = [AssignedNames.OfDomainOf(from[0])!];
        var said = VerdictOf(result, addresses, embedded);
        if (said.State is SignatureState.Valid or SignatureState.Untrusted or SignatureState.Expired && await IsTakenBackAsync(result.Certificate!, addresses, cancel))
            said = Revoked;
        return new SignerFinding(said.Verdict, said.Reason, addresses, isGateway || (from is [var only] && addresses.Contains(only)), result.Certificate?.RawData, result.SigningTime)
        {
            State = said.State,
            IsBroken = result.Fault is SignatureFault.ContentChanged or SignatureFault.Broken,
            Weakness = result.Fault == SignatureFault.Weak ? result.Detail : null,
        };
    }

    private static Said Revoked => new(Verdict.Invalid, SignatureState.Revoked, "the certificate is revoked");

    /// <summary>By our own word (<c>keys revoke</c>), which lies beside the certificate under its addresses.</summary>
    private async Task<bool> IsTakenBackAsync(X509Certificate2 certificate, IReadOnlyList<string> addresses, CancellationToken cancel)
    {
        var fingerprint = Fingerprint.Of(certificate);
        foreach (var address in addresses)
        {
            if ((await ring.RevokedAsync(tenant, address, cancel)).Contains(fingerprint))
                return true;
        }

        return false;
    }

    private Said VerdictOf(SignatureResult result, IReadOnlyList<string> addresses, IReadOnlyList<X509Certificate2> embedded) => result.Fault switch
    {
        SignatureFault.ContentChanged => new(Verdict.Invalid, SignatureState.Changed, "the content was changed after it was signed"),
        SignatureFault.Broken => new(Verdict.Invalid, SignatureState.Unreadable, "the signature is damaged"),
        SignatureFault.Weak => new(Verdict.Invalid, SignatureState.Weak, $"weak: {result.Detail}"),
        SignatureFault.Unsupported => new(Verdict.Unknown, SignatureState.Unknown, $"an algorithm that is not supported ({result.Detail})"),
        SignatureFault.NoCertificate => new(Verdict.Unknown, SignatureState.Unknown, "the signer's certificate is not there"),
        _ => OfCertificate(result, addresses, embedded),
    };

    private Said OfCertificate(SignatureResult result, IReadOnlyList<string> addresses, IReadOnlyList<X509Certificate2> embedded)
    {
        var certificate = result.Certificate!;
        if (addresses.Count == 0)
            return new(Verdict.Invalid, SignatureState.Mismatch, "the certificate names no mail address");
        if (result.SigningTime is { } time && time < certificate.NotBefore)
            return new(Verdict.Invalid, SignatureState.NotYetValid, "the certificate was not yet valid when this was signed");
        if (result.SigningTime is { } late && late > certificate.NotAfter)
            return new(Verdict.Invalid, SignatureState.Expired, "the certificate had expired when this was signed");
        var known = trust.Authorities with { Intermediates = [.. trust.Authorities.Intermediates, .. embedded] };
        return CertificateJudge.Judge(certificate, addresses[0], KeyPurpose.Sign, known, now) switch
        {
            KeyStatus.Valid => new(Verdict.Valid, SignatureState.Valid, ""),
            KeyStatus.Expired => new(Verdict.Invalid, SignatureState.Expired, "the certificate has expired"),
            KeyStatus.NotYetValid => new(Verdict.Invalid, SignatureState.NotYetValid, "the certificate is not yet valid"),
            KeyStatus.Revoked => Revoked,
            KeyStatus.Weak => new(Verdict.Invalid, SignatureState.Weak, "weak: the certificate, or one above it"),
            KeyStatus.Mismatch => new(Verdict.Invalid, SignatureState.Mismatch, "the certificate is not made for signing mail"),
            KeyStatus.Untrusted => Untrusted(certificate, known),
            _ => new(Verdict.Unknown, SignatureState.Unknown, "the certificate cannot be judged"),
        };
    }

    /// <summary>A chain that ends in a root nobody trusts is told from one that is not complete.</summary>
    private static Said Untrusted(X509Certificate2 certificate, Authorities known)
    {
        if (known.Anchors.Count == 0)
            return new(Verdict.Unknown, SignatureState.Unknown, "there are no trust anchors to judge the certificate by");
        var link = certificate;
        for (var links = 0; links < 8; links++)
        {
            if (link.IssuerName.RawData.AsSpan().SequenceEqual(link.SubjectName.RawData))
                return new(Verdict.Invalid, SignatureState.Untrusted, "the certificate chains to a root that is not trusted");
            var issuer = known.Intermediates.Concat(known.Anchors).FirstOrDefault(other => other.SubjectName.RawData.AsSpan().SequenceEqual(link.IssuerName.RawData));
            if (issuer is null)
                return new(Verdict.Unknown, SignatureState.Unknown, "the chain of the certificate is not complete");
            link = issuer;
        }

        return new(Verdict.Invalid, SignatureState.Untrusted, "the chain of the certificate is too long");
    }

    private sealed record Said(Verdict Verdict, SignatureState State, string Reason);
}
