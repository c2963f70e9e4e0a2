using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Chancery.Protection.Keys;

/// <summary>A key file that cannot be imported; the message says why, for the person who tries.</summary>
public sealed class KeyImportException(string reason, Exception? cause = null) : Exception(reason, cause);

/// <summary>What was found in one or several files.</summary>
/// <param name="Warnings">For the person who imports: weak keys, private keys without certificate, …</param>
public sealed record KeyImportResult(IReadOnlyList<StoredKey> Keys, IReadOnlyList<string> Warnings);

/// <summary>
/// Reads certificates and private keys from PEM, DER, PKCS#12 and PKCS#7, revocation lists, and OpenPGP keys, told apart by
/// content. Private keys find their certificates by public key, in the same files or among those stored already.
/// </summary>
public sealed class KeyImport
{
    private const int AdvisedRsaBits = 3072;

    private readonly List<X509Certificate2> _certificates = [];
    private readonly List<(byte[] PublicKey, byte[] Pkcs8)> _privateKeys = [];
    private readonly List<RevocationList> _lists = [];
    private readonly Dictionary<RevocationList, byte[]> _encoded = [];
    private readonly List<StoredKey> _pgp = [];

    /// <param name="name">For messages.</param>
    /// <exception cref="KeyImportException">Nothing usable is in it, or the password is wrong.</exception>
    public void Add(byte[] content, string name, string? password)
    {
        var before = Count;
        var text = Encoding.Latin1.GetString(content);
        if (text.Contains("-----BEGIN PGP", StringComparison.Ordinal) || PgpKeyFile.IsOne(content))
            AddPgp(content, name, password);
        else if (text.Contains("-----BEGIN ", StringComparison.Ordinal))
            AddPem(text, name, password);
        else
            AddBinary(content, name, password);
        if (before == Count)
            throw new KeyImportException($"{name}: no certificate, key or revocation list in it (PEM, DER, PKCS#12, PKCS#7, a CRL or an OpenPGP key is expected)");
    }

    private int Count => _certificates.Count + _privateKeys.Count + _lists.Count + _pgp.Count;

    /// <param name="asAnchor">The certificates are to be trusted.</param>
    /// <param name="stored">Certificates stored already, for private keys that come alone.</param>
    public KeyImportResult Join(bool asAnchor, IEnumerable<StoredKey> stored)
    {
        var (keys, warnings) = (new List<StoredKey>(), new List<string>());
        var all = stored.ToList();
        keys.AddRange(_pgp);
        warnings.AddRange(_pgp.SelectMany(PgpKeyFile.WarningsFor));
        keys.AddRange(_lists.Select(list => EntryOf(list, all, warnings)).OfType<StoredKey>());
        var known = all.Where(key => key.Kind == KeyKinds.Smime).Select(key => X509CertificateLoader.LoadCertificate(key.Certificate)).Where(c => _certificates.All(own => own.Thumbprint != c.Thumbprint));
        var unused = _privateKeys.ToList();
        foreach (var certificate in _certificates)
        {
            var pair = unused.FirstOrDefault(key => Fits(key.PublicKey, certificate));
            keys.Add(KeyOf(certificate, asAnchor, pair.Pkcs8, warnings));
            unused.RemoveAll(key => Fits(key.PublicKey, certificate));
        }

        foreach (var (certificate, key) in known.SelectMany(certificate => unused.Where(key => Fits(key.PublicKey, certificate)).Select(key => (certificate, key))).ToList())
        {
            keys.Add(KeyOf(certificate, false, key.Pkcs8, warnings));
            unused.Remove(key);
        }

        if (unused.Count > 0)
            warnings.Add($"{unused.Count} private key(s) belong to no certificate here and were left out");
        return new KeyImportResult(keys, warnings);
    }

    private void AddPem(string text, string name, string? password)
    {
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var found))
        {
            var (label, block) = (rest[found.Label].ToString(), rest[found.Location].ToString());
            if (label is "CERTIFICATE" or "TRUSTED CERTIFICATE" or "X509 CERTIFICATE")
                AddCertificate(Convert.FromBase64String(rest[found.Base64Data].ToString()), name);
            else if (label is "PKCS7" or "CMS")
                AddPkcs7(Convert.FromBase64String(rest[found.Base64Data].ToString()), name);
            else if (label is "X509 CRL" or "CRL")
                AddList(Convert.FromBase64String(rest[found.Base64Data].ToString()), name);
            else if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                AddPrivateKey(block, label, name, password);
            rest = rest[found.Location.End..];
        }

        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            throw new KeyImportException($"{name}: the private key is encrypted in the old form of OpenSSL; convert it with `openssl pkcs8 -topk8`");
    }

    private void AddPrivateKey(string block, string label, string name, string? password)
    {
        if (label == "ENCRYPTED PRIVATE KEY" && password is null)
            throw new KeyImportException($"{name}: the private key is encrypted; give its password with --password-file");
        try
        {
            _privateKeys.Add(PrivateKeys.FromPem(block, password));
        }
        catch (CryptographicException refused)
        {
            throw new KeyImportException(
                label == "ENCRYPTED PRIVATE KEY" ? $"{name}: the password of the private key is wrong, or it is encrypted in a way that is not supported (PBES2 with PBKDF2 is)" : $"{name}: the private key is of a kind that is not supported (RSA and elliptic curves are)", refused);
        }
    }

    private void AddBinary(byte[] content, string name, string? password)
    {
        switch (ContentTypeOf(content))
        {
            case X509ContentType.Cert:
                AddCertificate(content, name);
                break;
            case X509ContentType.Pkcs12:
                AddPkcs12(content, name, password);
                break;
            case X509ContentType.Pkcs7:
                AddPkcs7(content, name);
                break;
            case var _ when DerKeys.LabelOf(content) is { } label:
                AddPrivateKey(PemEncoding.WriteString(label, content), label, name, password);
                break;
            case var _ when content is [0x30, ..]:
                AddList(content, name);
                break;
        }
    }

    private static X509ContentType ContentTypeOf(byte[] content)
    {
        try
        {
            return content.Length == 0 ? X509ContentType.Unknown : X509Certificate2.GetCertContentType(content);
        }
        catch (CryptographicException)
        {
            return X509ContentType.Unknown;
        }
    }

    private void AddPkcs12(byte[] content, string name, string? password)
    {
        try
        {
            foreach (var (certificate, pkcs8) in CertificateFiles.Pkcs12(content, password))
            {
                _certificates.Add(certificate);
                if (pkcs8 is not null)
                    _privateKeys.Add((certificate.PublicKey.ExportSubjectPublicKeyInfo(), pkcs8));
            }
        }
        catch (CryptographicException refused)
        {
            throw new KeyImportException(password is null ? $"{name}: give the password of the PKCS#12 file with --password-file" : $"{name}: the password of the PKCS#12 file is wrong, or the file is damaged", refused);
        }
    }

    private void AddPkcs7(byte[] content, string name)
    {
        try
        {
            _certificates.AddRange(CertificateFiles.Pkcs7(content));
        }
        catch (CryptographicException broken)
        {
            throw new KeyImportException($"{name}: the certificates in it cannot be read", broken);
        }
    }

    private void AddPgp(byte[] content, string name, string? password)
    {
        try
        {
            _pgp.AddRange(PgpKeyFile.Read(content, password));
        }
        catch (CryptographicException broken)
        {
            throw new KeyImportException($"{name}: {broken.Message}", broken);
        }
    }

    private void AddList(byte[] der, string name)
    {
        try
        {
            var list = RevocationList.Read(der);
            _lists.Add(list);
            _encoded[list] = der;
        }
        catch (CryptographicException broken)
        {
            throw new KeyImportException($"{name}: no certificate, key or revocation list in it, or one that cannot be used: {broken.Message}", broken);
        }
    }

    /// <summary>An authority has one list, the newest; null where a newer one is there already.</summary>
    private StoredKey? EntryOf(RevocationList list, IReadOnlyList<StoredKey> stored, List<string> warnings)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData([.. "list of "u8, .. list.Issuer]));
        if (stored.FirstOrDefault(key => key.Fingerprint == id) is { } older && older.NotBefore > list.ThisUpdate)
        {
            warnings.Add($"{list.IssuerName}: a newer revocation list is there already; this one was left out");
            return null;
        }

        if (!_certificates.Concat(stored.Where(key => key.Kind == KeyKinds.Smime && key.Role != KeyRole.EndEntity).Select(key => X509CertificateLoader.LoadCertificate(key.Certificate))).Any(list.IsBy))
            warnings.Add($"{list.IssuerName}: no certificate of this authority is here yet, so its revocation list says nothing until that is imported");
        return new StoredKey(id, KeyKinds.Crl, KeyRole.Intermediate, [], list.IssuerName, list.ThisUpdate, list.NextUpdate, _encoded[list], HasPrivateKey: false);
    }

    private void AddCertificate(byte[] der, string name)
    {
        try
        {
            _certificates.Add(X509CertificateLoader.LoadCertificate(der));
        }
        catch (CryptographicException broken)
        {
            throw new KeyImportException($"{name}: a certificate in it cannot be read", broken);
        }
    }

    private static StoredKey KeyOf(X509Certificate2 certificate, bool asAnchor, byte[]? pkcs8, List<string> warnings)
    {
        var role = asAnchor ? KeyRole.Anchor : IsAuthority(certificate) ? KeyRole.Intermediate : KeyRole.EndEntity;
        using var rsa = certificate.GetRSAPublicKey();
        if (CertificateJudge.IsWeak(certificate))
            warnings.Add($"{certificate.Subject}: weak (RSA below 2048 bits, or signed with MD5 or SHA-1); it is kept and never used");
        else if (rsa is { KeySize: < AdvisedRsaBits })
            warnings.Add($"{certificate.Subject}: RSA with {rsa.KeySize} bits; 3072 or more are advised");
        var addresses = CertificateNames.AddressesOf(certificate);
        if (role == KeyRole.EndEntity && addresses.Count == 0)
            warnings.Add($"{certificate.Subject}: names no mail address, so it is good for nobody");
        return new StoredKey(
            Fingerprint.Of(certificate), "smime", role, addresses, certificate.Subject,
            certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), certificate.RawData, pkcs8 is not null, pkcs8);
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);

    private static bool Fits(byte[] publicKey, X509Certificate2 certificate) =>
        certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey);
}
