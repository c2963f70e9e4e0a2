using System.Security.Cryptography;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Making;

/// <summary>One signature over what passes by: its announcement, its hash and its packet.</summary>
internal sealed class SignatureMaking : IDisposable
{
    private readonly PgpSecretKey _key;
    private readonly byte[] _salt;
    private readonly byte[] _start;

    /// <param name="hash">See <see cref="PgpHashes"/>.</param>
    /// <param name="more">Subpackets it says besides.</param>
    public SignatureMaking(PgpSecretKey key, int hash, DateTimeOffset time, SignatureType type = SignatureType.Binary, byte[]? more = null)
    {
        (_key, HashId) = (key, hash);
        var own = key.Public;
        _salt = own.Version == 6 ? RandomNumberGenerator.GetBytes(PgpHashes.SaltOf(hash)) : [];
        byte[] hashed =
        [
            .. Subpacket(2, PacketWriting.Int((uint)time.ToUnixTimeSeconds())),
            .. Subpacket(33, [(byte)own.Version, .. own.Fingerprint]),
            .. more ?? [],
        ];
        _start = [(byte)own.Version, (byte)type, (byte)own.Algorithm, (byte)hash, .. own.Version == 6 ? PacketWriting.Int((uint)hashed.Length) : PacketWriting.Short(hashed.Length), .. hashed];
        Hash = IncrementalHash.CreateHash(PgpHashes.NameOf(hash)!.Value);
        Hash.AppendData(_salt);
    }

    public int HashId { get; }

    public IncrementalHash Hash { get; }

    /// <summary>Stands before the document (RFC 9580 section 5.4).</summary>
    public byte[] OnePass
    {
        get
        {
            var own = _key.Public;
            return PacketWriting.Packet(PacketTag.OnePassSignature, own.Version == 6
                ? [6, (byte)SignatureType.Binary, (byte)HashId, (byte)own.Algorithm, (byte)_salt.Length, .. _salt, .. own.Fingerprint, 1]
                : [3, (byte)SignatureType.Binary, (byte)HashId, (byte)own.Algorithm, .. own.KeyId, 1]);
        }
    }

    /// <summary>The signature packet, when all has been hashed.</summary>
    public byte[] Packet()
    {
        var own = _key.Public;
        Hash.AppendData(_start);
        Hash.AppendData([(byte)own.Version, 0xFF, .. PacketWriting.Int((uint)_start.Length)]);
        var digest = Hash.GetHashAndReset();
        var unhashed = own.Version == 6 ? [] : Subpacket(16, own.KeyId);
        return PacketWriting.Packet(PacketTag.Signature,
        [
            .. _start, .. own.Version == 6 ? PacketWriting.Int((uint)unhashed.Length) : PacketWriting.Short(unhashed.Length), .. unhashed, digest[0], digest[1],
            .. own.Version == 6 ? [(byte)_salt.Length, .. _salt] : Array.Empty<byte>(), .. _key.Sign(digest, HashId),
        ]);
    }

    public void Dispose() => Hash.Dispose();

    public static byte[] Subpacket(byte type, byte[] data) => [.. PacketWriting.Length(data.Length + 1), type, .. data];
}
