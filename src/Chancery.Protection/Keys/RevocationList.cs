using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.X509;

namespace Chancery.Protection.Keys;

/// <summary>A complete revocation list of one authority (RFC 5280 section 5).</summary>
internal sealed class RevocationList
{
    private const string DeltaIndicator = "2.5.29.27";
    private const string DistributionPoint = "2.5.29.28";

    private readonly X509Crl _list;
    private readonly HashSet<BigInteger> _revoked = [];
    private readonly ConcurrentDictionary<string, bool> _signers = new(StringComparer.Ordinal);

    private RevocationList(X509Crl list)
    {
        _list = list;
        Issuer = list.IssuerDN.GetDerEncoded();
        foreach (var entry in list.GetRevokedCertificates() ?? new HashSet<X509CrlEntry>())
            _revoked.Add(entry.SerialNumber);
    }

    /// <summary>The authority's name in DER.</summary>
    public byte[] Issuer { get; }

    public string IssuerName => _list.IssuerDN.ToString();

    public DateTimeOffset ThisUpdate => new(_list.ThisUpdate.ToUniversalTime());

    public DateTimeOffset NextUpdate => _list.NextUpdate is { } next ? new DateTimeOffset(next.ToUniversalTime()) : DateTimeOffset.MaxValue.ToUniversalTime();

    /// <exception cref="CryptographicException">Not such a list, or one of a form that is not supported; the message says so.</exception>
    public static RevocationList Read(byte[] der)
    {
        X509Crl? list;
        try
        {
            list = new X509CrlParser().ReadCrl(der);
        }
        catch (Exception broken) when (broken is CrlException or ArgumentException or IOException or InvalidCastException)
        {
            throw new CryptographicException("the revocation list cannot be read", broken);
        }

        if (list is null)
            throw new CryptographicException("no revocation list");
        if (list.GetCriticalExtensionOids() is { } critical && (critical.Contains(DeltaIndicator) || critical.Contains(DistributionPoint)))
            throw new CryptographicException("a delta list or one of a part of the certificates is not supported; import the complete list");
        return new RevocationList(list);
    }

    /// <summary>The list is by this authority: name and signature.</summary>
    public bool IsBy(X509Certificate2 authority) =>
        authority.SubjectName.RawData.AsSpan().SequenceEqual(Issuer) && _signers.GetOrAdd(authority.Thumbprint, _ => IsSignedBy(authority));

    /// <summary>Whatever the dates: a list past its next update still tells what was revoked, and a clock that goes wrong brings nothing back.</summary>
    public bool Names(X509Certificate2 certificate) => _revoked.Contains(new BigInteger(certificate.SerialNumberBytes.ToArray()));

    private bool IsSignedBy(X509Certificate2 authority)
    {
        try
        {
            _list.Verify(PublicKeyFactory.CreateKey(authority.PublicKey.ExportSubjectPublicKeyInfo()));
            return true;
        }
        catch (Exception bad) when (bad is GeneralSecurityException or CrlException or ArgumentException or IOException)
        {
            return false;
        }
    }
}

/// <summary>Lists are parsed once.</summary>
internal sealed class RevocationLists
{
    private const int Most = 256;

    private readonly ConcurrentDictionary<(string, DateTimeOffset), RevocationList?> _read = new();

    public IReadOnlyList<RevocationList> Of(IEnumerable<StoredKey> authorities)
    {
        if (_read.Count > Most)
            _read.Clear();
        return [.. authorities.Where(key => key.Kind == KeyKinds.Crl).Select(key => _read.GetOrAdd((key.Fingerprint, key.NotBefore), _ => Read(key))).OfType<RevocationList>()];
    }

    private static RevocationList? Read(StoredKey key)
    {
        try
        {
            return RevocationList.Read(key.Certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
