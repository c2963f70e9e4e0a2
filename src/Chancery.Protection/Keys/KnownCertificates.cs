using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

/// <summary>
/// What a tenant trusts, read once, and the certificates judged by it lately. A judgement holds until a date of one of the certificates
/// passes, a minute at most, and is gone as soon as anything changes about what is trusted.
/// </summary>
internal sealed class KnownCertificates
{
    private const int Most = 10_000;

    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<StoredKey> _entries;
    private readonly ConcurrentDictionary<string, X509Certificate2> _certificates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Fingerprint, string Address, KeyPurpose Purpose), Judgement> _judged = new();
    private readonly List<DateTimeOffset> _dates;

    public KnownCertificates(IReadOnlyList<StoredKey> entries, RevocationLists lists)
    {
        _entries = entries;
        Authorities = Authorities.Of(entries) with { Lists = lists.Of(entries) };
        _dates = [.. Authorities.Anchors.Concat(Authorities.Intermediates).SelectMany(DatesOf)];
    }

    public Authorities Authorities { get; }

    /// <summary>These are still the entries it was made of.</summary>
    public bool IsOf(IReadOnlyList<StoredKey> entries) =>
        ReferenceEquals(entries, _entries) || entries.Select(Identity).SequenceEqual(_entries.Select(Identity));

    /// <exception cref="CryptographicException">It is none.</exception>
    public X509Certificate2 Certificate(StoredKey key)
    {
        if (_certificates.TryGetValue(key.Fingerprint, out var known))
            return known;
        if (_certificates.Count >= Most)
            _certificates.Clear();
        return _certificates.GetOrAdd(key.Fingerprint, X509CertificateLoader.LoadCertificate(key.Certificate));
    }

    public KeyStatus Judge(StoredKey key, string address, KeyPurpose purpose, DateTimeOffset now)
    {
        if (_judged.TryGetValue((key.Fingerprint, address, purpose), out var known) && now >= known.At && now < known.Until)
            return known.Status;
        var certificate = Certificate(key);
        var status = CertificateJudge.Judge(certificate, address, purpose, Authorities, now);
        if (_judged.Count >= Most)
            _judged.Clear();
        _judged[(key.Fingerprint, address, purpose)] = new Judgement(status, now, DatesOf(certificate).Concat(_dates).Where(date => date > now).Append(now + Holds).Min());
        return status;
    }

    /// <summary>The certificates above one, without the root, which a verifier must have by itself.</summary>
    public IReadOnlyList<X509Certificate2> ChainAbove(X509Certificate2 certificate)
    {
        var chain = new List<X509Certificate2>();
        var issuer = certificate.IssuerName.RawData;
        while (Authorities.Intermediates.FirstOrDefault(known => known.SubjectName.RawData.AsSpan().SequenceEqual(issuer)) is { } next && !chain.Contains(next))
        {
            chain.Add(next);
            issuer = next.IssuerName.RawData;
        }

        return chain;
    }

    private static (string, DateTimeOffset, KeyRole) Identity(StoredKey entry) => (entry.Fingerprint, entry.NotBefore, entry.Role);

    private static IEnumerable<DateTimeOffset> DatesOf(X509Certificate2 certificate) => [certificate.NotBefore, certificate.NotAfter];

    private sealed record Judgement(KeyStatus Status, DateTimeOffset At, DateTimeOffset Until);
}
