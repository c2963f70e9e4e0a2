using System.Security.Cryptography;
using System.Text;

namespace Chancery.Policy.Records;

/// <summary>Makes pseudonyms under a key of one tenant and one month; the key destroyed, nobody finds the way back.</summary>
public interface IPseudonyms
{
    /// <summary>The same text, the same pseudonym; it tells nothing of the text.</summary>
    string Of(string text);
}

/// <summary>HMAC-SHA-256 of the UTF-8 octets, the first 128 bits in hexadecimal.</summary>
/// <param name="key">32 octets or more of randomness.</param>
public sealed class HmacPseudonyms(ReadOnlyMemory<byte> key) : IPseudonyms
{
    private const int Octets = 16;

    public string Of(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(text), hash);
        return "hmac:" + Convert.ToHexStringLower(hash[..Octets]);
    }
}
