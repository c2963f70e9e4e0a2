using System.Buffers.Binary;
using System.Security.Cryptography;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>What a signature is over (RFC 9580 section 5.2.1).</summary>
internal enum SignatureType
{
    Binary = 0x00,
    Text = 0x01,
    FirstCertification = 0x10,
    LastCertification = 0x13,
    SubkeyBinding = 0x18,
    PrimaryKeyBinding = 0x19,
    DirectKey = 0x1F,
    KeyRevocation = 0x20,
    SubkeyRevocation = 0x28,
    CertificationRevocation = 0x30,
}

/// <summary>A signature packet of version 4 or 6, read and not yet checked.</summary>
internal sealed class PgpSignature
{
    private readonly byte[] _hashed;

    private PgpSignature(byte[] encoded, int version, SignatureType type, PgpAlgorithm algorithm, int hash, byte[] hashed, byte[] salt, byte[] material)
    {
        (Encoded, Version, Type, Algorithm, Hash, _hashed, Salt, Material) = (encoded, version, type, algorithm, hash, hashed, salt, material);
    }

    /// <summary>The body of the packet.</summary>
    public byte[] Encoded { get; }

    public int Version { get; }

    public SignatureType Type { get; }

    public PgpAlgorithm Algorithm { get; }

    /// <summary>See <see cref="PgpHashes"/>.</summary>
    public int Hash { get; }

    public byte[] Salt { get; }

    public byte[] Material { get; }

    /// <summary>The first octets of the digest, by which a changed document is told from a damaged signature.</summary>
    public byte[] Left { get; private init; } = [];

    public Subpackets Said { get; private set; } = Subpackets.None;

    /// <summary>Issuers stand where anybody can change them; the check of the signature tells who it is.</summary>
    public bool IsBy(PgpPublicKey key) =>
        Said.IssuerFingerprint is { } fingerprint ? fingerprint.AsSpan().SequenceEqual(key.Fingerprint) : Said.IssuerKeyId is { } id && id.AsSpan().SequenceEqual(key.KeyId);

    /// <exception cref="PgpException">It cannot be read.</exception>
    public static PgpSignature Read(byte[] packet)
    {
        var octets = new Octets(packet);
        var version = octets.Byte();
        if (version is not (4 or 6))
            throw new PgpException($"a signature of version {version}");
        var (type, algorithm, hash) = ((SignatureType)octets.Byte(), (PgpAlgorithm)octets.Byte(), (int)octets.Byte());
        var hashed = (version == 6 ? octets.TakeLong() : octets.Take(octets.Short())).ToArray();
        var unhashed = version == 6 ? octets.TakeLong() : octets.Take(octets.Short());
        var left = octets.Take(2).ToArray();
        var salt = version == 6 ? octets.Take(octets.Byte()).ToArray() : [];
        if (version == 6 && salt.Length != PgpHashes.SaltOf(hash))
            throw new PgpException("a signature with a salt of another length");
        return new PgpSignature(packet, version, type, algorithm, hash, hashed, salt, octets.Rest.ToArray()) { Said = Subpackets.Read(hashed, unhashed.Span), Left = left };
    }

    /// <summary>What follows the signed octets in the hash (section 5.2.4).</summary>
    public byte[] Trailer
    {
        get
        {
            byte[] start = [(byte)Version, (byte)Type, (byte)Algorithm, (byte)Hash, .. Version == 6 ? PacketWriting.Int((uint)_hashed.Length) : PacketWriting.Short(_hashed.Length), .. _hashed];
            return [.. start, (byte)Version, 0xFF, .. PacketWriting.Int((uint)start.Length)];
        }
    }

    /// <summary>A hash that has taken the salt; null for a hash that is not computed here.</summary>
    public IncrementalHash? StartHash()
    {
        if (PgpHashes.NameOf(Hash) is not { } name)
            return null;
        var hash = IncrementalHash.CreateHash(name);
        hash.AppendData(Salt);
        return hash;
    }

    /// <summary>Whether the key made this signature over what was hashed; the hash is used up.</summary>
    public bool Verifies(PgpPublicKey key, IncrementalHash hash) => SignatureMaths.Verifies(this, key, Digest(hash));

    /// <summary>Of what was hashed; the hash is used up.</summary>
    public byte[] Digest(IncrementalHash hash)
    {
        hash.AppendData(Trailer);
        return hash.GetHashAndReset();
    }

    public bool Verifies(PgpPublicKey key, params byte[][] signed)
    {
        using var hash = StartHash();
        if (hash is null)
            return false;
        foreach (var part in signed)
            hash.AppendData(part);
        return Verifies(key, hash);
    }
}

/// <summary>What a signature says (section 5.2.3.7): trusted is what stands in its hashed part; issuers and the other signature inside are taken from anywhere.</summary>
internal sealed record Subpackets
{
    private const int MostLength = 64 * 1024;

    public static Subpackets None { get; } = new();

    public DateTimeOffset? Created { get; private init; }

    public uint SignatureSeconds { get; private init; }

    public uint KeySeconds { get; private init; }

    public byte[]? IssuerFingerprint { get; private init; }

    public byte[]? IssuerKeyId { get; private init; }

    public byte? KeyFlags { get; private init; }

    public byte Features { get; private init; }

    public byte[] Ciphers { get; private init; } = [];

    /// <summary>Reason of a revocation; null if it gives none.</summary>
    public byte? Reason { get; private init; }

    public byte[]? Embedded { get; private init; }

    /// <summary>Something stands in it that must be understood and is not.</summary>
    public bool IsBeyond { get; private init; }

    public static Subpackets Read(ReadOnlySpan<byte> hashed, ReadOnlySpan<byte> unhashed)
    {
        if (hashed.Length + unhashed.Length > MostLength)
            throw new PgpException("a signature with too much in it");
        var said = Read(None, hashed, isHashed: true);
        return Read(said, unhashed, isHashed: false);
    }

    private static Subpackets Read(Subpackets said, ReadOnlySpan<byte> area, bool isHashed)
    {
        var octets = new Octets(area.ToArray());
        while (octets.Left > 0)
        {
            int first = octets.Byte();
            var length = first < 192 ? first : first < 255 ? (first - 192 << 8) + octets.Byte() + 192 : (int)Math.Min(octets.Int(), int.MaxValue);
            var body = octets.Take(length);
            if (length > 0)
                said = said.With(body.Span[0] & 0x7F, body.Span[1..], isHashed, (body.Span[0] & 0x80) != 0);
        }

        return said;
    }

    private Subpackets With(int type, ReadOnlySpan<byte> data, bool isHashed, bool isCritical) => type switch
    {
        16 when data.Length == 8 => this with { IssuerKeyId = IssuerKeyId ?? data.ToArray() },
        33 when data.Length is 21 or 33 => this with { IssuerFingerprint = IssuerFingerprint ?? data[1..].ToArray() },
        32 => this with { Embedded = Embedded ?? data.ToArray() },
        _ when !isHashed => this,
        2 when data.Length == 4 => this with { Created = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(data)) },
        3 when data.Length == 4 => this with { SignatureSeconds = BinaryPrimitives.ReadUInt32BigEndian(data) },
        9 when data.Length == 4 => this with { KeySeconds = BinaryPrimitives.ReadUInt32BigEndian(data) },
        11 => this with { Ciphers = data.ToArray() },
        27 => this with { KeyFlags = data.Length > 0 ? data[0] : (byte)0 },
        29 when data.Length > 0 => this with { Reason = data[0] },
        30 => this with { Features = data.Length > 0 ? data[0] : (byte)0 },
        4 or 5 or 7 or 12 or 21 or 22 or 23 or 25 or 26 or 28 or 34 or 35 or 39 => this,
        _ => this with { IsBeyond = IsBeyond || isCritical },
    };
}
