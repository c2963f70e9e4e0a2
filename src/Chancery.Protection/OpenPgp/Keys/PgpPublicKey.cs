using System.Security.Cryptography;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>One public key, primary or subkey (RFC 9580 section 5.5.2), of version 4 or 6.</summary>
internal sealed class PgpPublicKey
{
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 8192;

    private readonly byte[] _body;
    private RSA? _rsa;
    private ECDsa? _ecdsa;

    private PgpPublicKey(byte[] body, int version, DateTimeOffset created, PgpAlgorithm algorithm)
    {
        (_body, Version, Created, Algorithm) = (body, version, created, algorithm);
        Fingerprint = version == 6
            ? SHA256.HashData([0x9B, .. PacketWriting.Int((uint)body.Length), .. body])
            : Sha1.Of([0x99, .. PacketWriting.Short(body.Length), .. body]);
    }

    public int Version { get; }

    public DateTimeOffset Created { get; }

    public PgpAlgorithm Algorithm { get; }

    public byte[] Fingerprint { get; }

    public byte[] KeyId => Version == 6 ? Fingerprint[..8] : Fingerprint[^8..];

    /// <summary>Modulus and exponent, or the point, as far as the algorithm has them.</summary>
    public byte[] Modulus { get; private set; } = [];

    public byte[] Exponent { get; private set; } = [];

    public byte[] Point { get; private set; } = [];

    public PgpCurve? Curve { get; private set; }

    /// <summary>Hash and cipher that wrap session keys (ECDH).</summary>
    public (int Hash, int Cipher) Kdf { get; private set; }

    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>Octets of the packet that are the public key; behind them stands what is secret.</summary>
    public int Length => _body.Length;

    /// <summary>Has an algorithm that this version can use.</summary>
    public bool IsSupported { get; private set; }

    public bool CanEncrypt => Algorithm is PgpAlgorithm.Rsa or PgpAlgorithm.RsaEncrypt or PgpAlgorithm.ElGamal or PgpAlgorithm.Ecdh or PgpAlgorithm.X25519 or PgpAlgorithm.X448;

    public bool CanSign => Algorithm is PgpAlgorithm.Rsa or PgpAlgorithm.RsaSign or PgpAlgorithm.Dsa or PgpAlgorithm.Ecdsa or PgpAlgorithm.EdDsaLegacy or PgpAlgorithm.Ed25519 or PgpAlgorithm.Ed448;

    public bool IsRsa => Algorithm is PgpAlgorithm.Rsa or PgpAlgorithm.RsaEncrypt or PgpAlgorithm.RsaSign;

    /// <summary><c>rsa-1024</c>, <c>dsa</c>, <c>elgamal</c>; null if it is strong enough.</summary>
    public string? Weakness => Algorithm switch
    {
        PgpAlgorithm.Dsa => "dsa",
        PgpAlgorithm.ElGamal => "elgamal",
        _ when IsRsa && Bits is < LeastRsaBits or > MostRsaBits => $"rsa-{Bits}",
        _ => null,
    };

    public RSA Rsa => _rsa ??= RSA.Create(new RSAParameters { Modulus = Modulus, Exponent = Exponent });

    public ECDsa Ecdsa => _ecdsa ??= ECDsa.Create(new ECParameters { Curve = Curve!.Platform!.Value, Q = Curve.Point(Point) });

    private int Bits => Modulus.Length * 8 - (Modulus.Length == 0 ? 0 : int.LeadingZeroCount(Modulus[0]) - 24);

    /// <param name="packet">The body of a public key, or of a secret key: what is secret is left unread.</param>
    /// <exception cref="PgpException">It cannot be read, or is of a version nobody uses any more.</exception>
    public static PgpPublicKey Read(ReadOnlyMemory<byte> packet)
    {
        var octets = new Octets(packet);
        var version = octets.Byte();
        if (version is not (4 or 6))
            throw new PgpException($"a key of version {version}");
        var created = DateTimeOffset.FromUnixTimeSeconds(octets.Int());
        var algorithm = (PgpAlgorithm)octets.Byte();
        var material = version == 6 ? octets.TakeLong() : octets.Rest;
        var (inner, before) = (new Octets(material), packet.Length - octets.Left - (version == 6 ? material.Length : 0));
        var read = new Material();
        read.Read(algorithm, ref inner);
        var length = before + (version == 6 ? material.Length : material.Length - inner.Left);
        return new PgpPublicKey(packet[..length].ToArray(), version, created, algorithm)
        {
            Modulus = read.Modulus,
            Exponent = read.Exponent,
            Point = read.Point,
            Curve = read.Curve,
            Kdf = read.Kdf,
            IsSupported = read.IsSupported,
        };
    }

    /// <summary>What goes into a hash for the key (section 5.2.4).</summary>
    public byte[] Hashed => Version == 6 ? [0x9B, .. PacketWriting.Int((uint)_body.Length), .. _body] : [0x99, .. PacketWriting.Short(_body.Length), .. _body];

    private sealed class Material
    {
        public byte[] Modulus { get; private set; } = [];

        public byte[] Exponent { get; private set; } = [];

        public byte[] Point { get; private set; } = [];

        public PgpCurve? Curve { get; private set; }

        public (int Hash, int Cipher) Kdf { get; private set; }

        public bool IsSupported { get; private set; } = true;

        public void Read(PgpAlgorithm algorithm, ref Octets octets)
        {
            switch (algorithm)
            {
                case PgpAlgorithm.Rsa or PgpAlgorithm.RsaEncrypt or PgpAlgorithm.RsaSign:
                    (Modulus, Exponent) = (octets.Mpi(), octets.Mpi());
                    IsSupported = Modulus.Length > 0 && Exponent.Length is > 0 and <= 8;
                    break;
                case PgpAlgorithm.Dsa or PgpAlgorithm.ElGamal:
                    for (var i = 0; i < (algorithm == PgpAlgorithm.Dsa ? 4 : 3); i++)
                        octets.Mpi();
                    IsSupported = false;
                    break;
                case PgpAlgorithm.Ecdsa or PgpAlgorithm.EdDsaLegacy or PgpAlgorithm.Ecdh:
                    ReadCurve(algorithm, ref octets);
                    break;
                case PgpAlgorithm.X25519 or PgpAlgorithm.Ed25519:
                    Point = octets.Take(32).ToArray();
                    break;
                case PgpAlgorithm.X448:
                    Point = octets.Take(56).ToArray();
                    break;
                case PgpAlgorithm.Ed448:
                    Point = octets.Take(57).ToArray();
                    break;
                default:
                    octets.Take(octets.Left);
                    IsSupported = false;
                    break;
            }
        }

        private void ReadCurve(PgpAlgorithm algorithm, ref Octets octets)
        {
            Curve = PgpCurve.Of(octets.Take(octets.Byte()).Span);
            Point = octets.Mpi();
            var fits = algorithm switch
            {
                PgpAlgorithm.EdDsaLegacy => Curve == PgpCurve.Ed25519,
                PgpAlgorithm.Ecdsa => Curve is { Is25519: false },
                _ => Curve is not null && Curve != PgpCurve.Ed25519,
            };
            IsSupported = fits && (Curve!.Is25519 ? Point is [0x40, ..] && Point.Length == 33 : Point is [4, ..] && Point.Length == 1 + 2 * Curve.Octets);
            if (IsSupported && Curve!.Is25519)
                Point = Point[1..];
            if (algorithm != PgpAlgorithm.Ecdh)
                return;
            var kdf = octets.Take(octets.Byte()).Span;
            IsSupported &= kdf.Length == 3 && kdf[0] == 1 && kdf[1] is PgpHashes.Sha256 or PgpHashes.Sha384 or PgpHashes.Sha512 && PgpCiphers.KeyLengthOf(kdf[2]) is not null;
            Kdf = kdf.Length == 3 ? (kdf[1], kdf[2]) : default;
        }
    }
}
