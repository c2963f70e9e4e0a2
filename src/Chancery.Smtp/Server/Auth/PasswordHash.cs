using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Smtp.Server.Auth;

/// <summary>
/// A password as PBKDF2 (RFC 8018) in the modular crypt form that passlib and others write: <c>$pbkdf2-sha512$ROUNDS$SALT$HASH</c>,
/// base64 without padding, with <c>.</c> for <c>+</c>.
/// </summary>
public sealed class PasswordHash
{
    private const int LeastRounds = 10_000;

    /// <summary>More would let one login keep a processor busy for seconds.</summary>
    private const int MostRounds = 5_000_000;

    private readonly HashAlgorithmName _algorithm;
    private readonly int _rounds;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(HashAlgorithmName algorithm, int rounds, byte[] salt, byte[] hash) =>
        (_algorithm, _rounds, _salt, _hash) = (algorithm, rounds, salt, hash);

    /// <summary>For names nobody has: it costs what a real one costs, and no password fits.</summary>
    internal static PasswordHash OfNobody { get; } = new(HashAlgorithmName.SHA512, 210_000, new byte[16], RandomNumberGenerator.GetBytes(64));

    /// <returns>Null for any other text, and for a cost out of bounds.</returns>
    public static PasswordHash? TryParse(string text)
    {
        if (text.Split('$') is not ["", var name, var rounds, var salt, var hash])
            return null;
        var algorithm = name switch
        {
            "pbkdf2-sha256" => HashAlgorithmName.SHA256,
            "pbkdf2-sha512" => HashAlgorithmName.SHA512,
            _ => default(HashAlgorithmName?),
        };
        return algorithm is { } known
            && int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var cost) && cost is >= LeastRounds and <= MostRounds
            && Octets(salt) is { Length: >= 8 } salted && Octets(hash) is { Length: >= 32 and <= 64 } hashed
            ? new PasswordHash(known, cost, salted, hashed)
            : null;
    }

    /// <summary>Takes the same time whatever the password.</summary>
    public bool Fits(string password) =>
        CryptographicOperations.FixedTimeEquals(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), _salt, _rounds, _algorithm, _hash.Length), _hash);

    private static byte[]? Octets(string text)
    {
        var base64 = text.Replace('.', '+').PadRight((text.Length + 3) / 4 * 4, '=');
        var octets = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, octets, out var length) ? octets[..length] : null;
    }
}
