using System.Security.Cryptography.X509Certificates;

namespace Chancery.Smtp.Client.Dane;

/// <summary>The usable TLSA records of one host; equal if they say the same.</summary>
internal sealed class TlsaSet(IReadOnlyList<TlsaData> records) : IEquatable<TlsaSet>
{
    private const byte TrustAnchor = 2;

    private readonly TlsaData[] _records = [.. records.OrderBy(record => record.ToString(), StringComparer.Ordinal)];

    /// <summary>One match is enough. By usage 3 names and dates of the certificate do not count (RFC 7672 section 3.1.1); by usage 2 they do.</summary>
    public bool Matches(X509Certificate2 certificate, X509Chain? presented, string host) =>
        _records.Any(record => record.Usage != TrustAnchor && record.Names(certificate))
        || (_records.Any(record => record.Usage == TrustAnchor) && certificate.MatchesHostname(host) && HasAnchor(certificate, presented));

    public bool Equals(TlsaSet? other) => other is not null && _records.SequenceEqual(other._records);

    public override bool Equals(object? obj) => Equals(obj as TlsaSet);

    public override int GetHashCode() => _records.Aggregate(0, HashCode.Combine);

    /// <summary>A chain with good signatures and dates reaches a certificate that a record names; who else trusts it does not matter.</summary>
    private bool HasAnchor(X509Certificate2 certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        if (presented is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
            foreach (var element in presented.ChainElements)
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate)
            && chain.ChainElements.Skip(1).Any(element => _records.Any(record => record.Usage == TrustAnchor && record.Names(element.Certificate)));
    }
}
