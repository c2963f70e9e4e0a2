using System.Security.Cryptography;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.Keys;

/// <summary>Reads OpenPGP keys (RFC 9580), public and secret, armoured or binary.</summary>
internal static class PgpKeyFile
{
    private const int MostKeys = 10_000;
    private const int AdvisedRsaBits = 3072;

    /// <summary>Looks like a file of OpenPGP packets that begins with a key.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) => content.Length > 2 && content[0] switch
    {
        0x98 or 0x99 or 0x9A or 0xC6 => true,
        0x94 or 0x95 or 0x96 or 0xC5 => true,
        _ => false,
    };

    /// <param name="password">Of secret keys that are protected.</param>
    /// <exception cref="CryptographicException">No OpenPGP key in it, none that can be read, or a password that does not fit.</exception>
    public static IReadOnlyList<StoredKey> Read(byte[] content, string? password = null)
    {
        var (keys, damage) = (new List<StoredKey>(), (Exception?)null);
        foreach (var block in Blocks(content))
        {
            try
            {
                keys.AddRange(PgpCertificate.ReadAll(new MemoryStream(block)).Take(MostKeys - keys.Count).Select(found => KeyOf(found, block, password)));
            }
            catch (Exception broken) when (broken is PgpException or ArgumentException)
            {
                damage = broken;
            }
        }

        return keys.Count > 0 ? keys
            : throw (damage is null ? new CryptographicException("no OpenPGP key") : new CryptographicException($"the OpenPGP key cannot be read: {damage.Message}", damage));
    }

    /// <summary>For the person who imports.</summary>
    public static IEnumerable<string> WarningsFor(StoredKey key)
    {
        if (CertificateCache.Of(key.Certificate) is not { } view)
            yield break;
        if (view.Certificate.Keys.Select(part => part.Weakness).FirstOrDefault(weakness => weakness is not null) is { } weak)
            yield return $"{key.SubjectName}: weak ({weak}); it is kept and never used";
        else if (view.Certificate.Keys.Any(part => part.IsRsa && part.Modulus.Length * 8 < AdvisedRsaBits))
            yield return $"{key.SubjectName}: RSA below {AdvisedRsaBits} bits; {AdvisedRsaBits} or more are advised";
        if (key.Addresses.Count == 0)
            yield return $"{(key.SubjectName.Length > 0 ? key.SubjectName : key.Fingerprint)}: names no mail address, so it is good for nobody";
    }

    private static StoredKey KeyOf(PgpCertificate certificate, byte[] block, string? password)
    {
        var view = new CertificateView(certificate);
        var secret = SecretOf(certificate, block, password);
        var made = certificate.Primary.Key!.Created;
        var addresses = certificate.Names.Select(name => CertificateView.AddressIn(name.Text)).OfType<string>().Distinct().ToList();
        return new StoredKey(
            certificate.Fingerprint, KeyKinds.Pgp, KeyRole.EndEntity, addresses, view.SubjectName,
            made, view.Ends(DateTimeOffset.MaxValue) ?? DateTimeOffset.MaxValue.ToUniversalTime(), certificate.Encoded, secret is not null, secret);
    }

    /// <summary>The secret packets of this certificate in a block that may hold several.</summary>
    private static byte[]? SecretOf(PgpCertificate certificate, byte[] block, string? password)
    {
        var (input, reader) = (new MemoryStream(block), (PacketReader?)null);
        reader = new PacketReader(input, new PacketBudget());
        var start = input.Position;
        while (reader.Next() is { } packet)
        {
            if (packet.Tag == PacketTag.SecretKey && PgpPublicKey.Read(packet.ReadAll(1 << 17)).Fingerprint.AsSpan().SequenceEqual(certificate.Primary.Key!.Fingerprint))
            {
                var secret = SecretKeyPackets.Unprotect(new MemoryStream(block, (int)start, block.Length - (int)start), password);
                return secret.Length > 0 ? secret : null;
            }

            packet.Skip();
            start = input.Position;
        }

        return null;
    }

    /// <summary>Several armoured blocks may stand in one file.</summary>
    private static IEnumerable<byte[]> Blocks(byte[] content)
    {
        if (content.Length == 0 || (content[0] & 0x80) != 0)
        {
            yield return content;
            yield break;
        }

        var at = 0;
        int start;
        while ((start = content.AsSpan(at).IndexOf("-----BEGIN PGP "u8)) >= 0)
        {
            at += start;
            yield return Unarmoured(content.AsMemory(at));
            at += "-----BEGIN PGP "u8.Length;
        }
    }

    private static byte[] Unarmoured(ReadOnlyMemory<byte> text)
    {
        using var octets = new MemoryStream();
        try
        {
            Armor.Open(new MemoryStream(text.ToArray())).CopyTo(octets);
        }
        catch (PgpException broken)
        {
            throw new CryptographicException($"the OpenPGP key cannot be read: {broken.Message}", broken);
        }

        return octets.ToArray();
    }
}
