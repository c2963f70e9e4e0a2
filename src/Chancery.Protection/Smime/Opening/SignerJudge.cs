using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Smime.Opening;

/// <summary>Judges a signature that was checked: whose it is, whether the certificate was good for it, and whether the signer is From (RFC 8550).</summary>
/// <param name="from">The From addresses of the message, lower case.</param>
internal sealed class SignerJudge(IReadOnlyList<string> from, Authorities authorities, DateTimeOffset now)
{
    public SignerFinding Judge(SignatureResult result, IReadOnlyList<X509Certificate2> embedded)
    {
        // The address that counts stands first.
        IReadOnlyList<string> addresses = result.Certificate is null ? [] : [.. CertificateNames.AddressesOf(result.Certificate).OrderByDescending(from.Contains)];
        var (verdict, reason) = VerdictOf(result, addresses, embedded);
        return new SignerFinding(verdict, reason, addresses, from is [var only] && addresses.Contains(only), result.Certificate?.RawData, result.SigningTime)
        {
            IsBroken = result.Fault is SignatureFault.ContentChanged or SignatureFault.Broken,
            Weakness = result.Fault == SignatureFault.Weak ? result.Detail : null,
        };
    }

    private (Verdict Verdict, string Reason) VerdictOf(SignatureResult result, IReadOnlyList<string> addresses, IReadOnlyList<X509Certificate2> embedded) => result.Fault switch
    {
        SignatureFault.ContentChanged => (Verdict.Invalid, "the content was changed after it was signed"),
        SignatureFault.Broken => (Verdict.Invalid, "the signature is damaged"),
        SignatureFault.Weak => (Verdict.Invalid, $"weak: {result.Detail}"),
        SignatureFault.Unsupported => (Verdict.Unknown, $"an algorithm that is not supported ({result.Detail})"),
        SignatureFault.NoCertificate => (Verdict.Unknown, "the signer's certificate is not there"),
        _ => OfCertificate(result, addresses, embedded),
    };

    private (Verdict Verdict, string Reason) OfCertificate(SignatureResult result, IReadOnlyList<string> addresses, IReadOnlyList<X509Certificate2> embedded)
    {
        var certificate = result.Certificate!;
        if (addresses.Count == 0)
            return (Verdict.Invalid, "the certificate names no mail address");
        if (result.SigningTime is { } time && time < certificate.NotBefore)
            return (Verdict.Invalid, "the certificate was not yet valid when this was signed");
        if (result.SigningTime is { } late && late > certificate.NotAfter)
            return (Verdict.Invalid, "the certificate had expired when this was signed");
        var known = new Authorities(authorities.Anchors, [.. authorities.Intermediates, .. embedded]);
        return CertificateJudge.Judge(certificate, addresses[0], KeyPurpose.Sign, known, now) switch
        {
            KeyStatus.Valid => (Verdict.Valid, ""),
            KeyStatus.Expired => (Verdict.Invalid, "the certificate has expired"),
            KeyStatus.NotYetValid => (Verdict.Invalid, "the certificate is not yet valid"),
            KeyStatus.Revoked => (Verdict.Invalid, "the certificate is revoked"),
            KeyStatus.Weak => (Verdict.Invalid, "weak: the certificate, or one above it"),
            KeyStatus.Mismatch => (Verdict.Invalid, "the certificate is not made for signing mail"),
            KeyStatus.Untrusted => Untrusted(certificate, known),
            _ => (Verdict.Unknown, "the certificate cannot be judged"),
        };
    }

    /// <summary>A chain that ends in a root nobody trusts is told from one that is not complete.</summary>
    private (Verdict Verdict, string Reason) Untrusted(X509Certificate2 certificate, Authorities known)
    {
        if (authorities.Anchors.Count == 0)
            return (Verdict.Unknown, "there are no trust anchors to judge the certificate by");
        var link = certificate;
        for (var links = 0; links < 8; links++)
        {
            if (link.IssuerName.RawData.AsSpan().SequenceEqual(link.SubjectName.RawData))
                return (Verdict.Invalid, "the certificate chains to a root that is not trusted");
            var issuer = known.Intermediates.Concat(known.Anchors).FirstOrDefault(other => other.SubjectName.RawData.AsSpan().SequenceEqual(link.IssuerName.RawData));
            if (issuer is null)
                return (Verdict.Unknown, "the chain of the certificate is not complete");
            link = issuer;
        }

        return (Verdict.Invalid, "the chain of the certificate is too long");
    }
}
