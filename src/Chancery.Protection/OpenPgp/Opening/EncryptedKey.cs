using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>A session key under somebody's public key (RFC 9580 section 5.1), as it stands in a message.</summary>
/// <param name="Name">Key id or fingerprint; empty: the recipient is hidden.</param>
/// <param name="IsNew">Version 6, which goes with version 2 of encrypted data.</param>
internal sealed record EncryptedKey(byte[] Name, bool IsNew, PgpAlgorithm Algorithm, byte[] Fields)
{
    public bool IsAnonymous => Name.Length == 0;

    /// <exception cref="PgpException">It cannot be read.</exception>
    public static EncryptedKey Read(byte[] packet)
    {
        var octets = new Octets(packet);
        switch (octets.Byte())
        {
            case 3:
                var id = octets.Take(8).ToArray();
                return new EncryptedKey(id.All(octet => octet == 0) ? [] : id, false, (PgpAlgorithm)octets.Byte(), octets.Rest.ToArray());
            case 6:
                var length = octets.Byte();
                if (length > 0)
                    octets.Byte();
                return new EncryptedKey(length > 0 ? octets.Take(length - 1).ToArray() : [], true, (PgpAlgorithm)octets.Byte(), octets.Rest.ToArray());
            default:
                throw new PgpException("a session key of a version that is not known");
        }
    }

    public bool Names(PgpPublicKey key) =>
        Algorithm == key.Algorithm && Name.AsSpan().SequenceEqual(IsNew ? key.Fingerprint : key.KeyId);
}
