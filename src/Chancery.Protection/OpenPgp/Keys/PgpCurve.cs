using System.Security.Cryptography;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>Curves by the octets of their identifier (RFC 9580 section 9.2).</summary>
/// <param name="Platform">Null for curve 25519, which the platform does not carry.</param>
/// <param name="Octets">Of a coordinate.</param>
internal sealed record PgpCurve(string Identifier, string Name, ECCurve? Platform, int Octets)
{
    public static readonly PgpCurve Ed25519 = new("2B06010401DA470F01", "ed25519", null, 32);
    public static readonly PgpCurve Curve25519 = new("2B060104019755010501", "cv25519", null, 32);

    private static readonly PgpCurve[] All =
    [
        Ed25519, Curve25519,
        new("2A8648CE3D030107", "nistp256", ECCurve.NamedCurves.nistP256, 32),
        new("2B81040022", "nistp384", ECCurve.NamedCurves.nistP384, 48),
        new("2B81040023", "nistp521", ECCurve.NamedCurves.nistP521, 66),
        new("2B2403030208010107", "brainpoolP256r1", ECCurve.NamedCurves.brainpoolP256r1, 32),
        new("2B240303020801010B", "brainpoolP384r1", ECCurve.NamedCurves.brainpoolP384r1, 48),
        new("2B240303020801010D", "brainpoolP512r1", ECCurve.NamedCurves.brainpoolP512r1, 64),
    ];

    public bool Is25519 => Platform is null;

    /// <summary>Null for one that is not known.</summary>
    public static PgpCurve? Of(ReadOnlySpan<byte> identifier)
    {
        var text = Convert.ToHexString(identifier);
        return Array.Find(All, curve => curve.Identifier == text);
    }

    /// <exception cref="PgpException">It is no uncompressed point.</exception>
    public ECPoint Point(ReadOnlySpan<byte> octets) => octets.Length == 1 + 2 * Octets && octets[0] == 4
        ? new ECPoint { X = octets[1..(1 + Octets)].ToArray(), Y = octets[(1 + Octets)..].ToArray() }
        : throw new PgpException("a point that cannot be read");
}
