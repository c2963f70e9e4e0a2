using System.Security.Cryptography;
using System.Text;

namespace Chancery.Engine.Receive;

/// <summary>
/// <c>X-Chancery-Trace</c>: the message's id, signed, so that a message that comes back to us too often is seen to loop,
/// and nobody else can make one.
/// </summary>
public sealed class TraceHeader(byte[] key)
{
    public const string Name = "X-Chancery-Trace";

    /// <summary>Passages of one message through us beyond which it loops: out, back through a mailing list, and once more each.</summary>
    public const int MaxPassages = 4;

    /// <summary>The header line with its line end.</summary>
    public string LineFor(string messageId) => $"{Name}: id={messageId};\r\n s={SignatureOf(messageId)}\r\n";

    /// <summary>True if we made this value; what may follow the signature is not looked at.</summary>
    public bool IsOurs(string value)
    {
        var parts = value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts is [var id, var signature, ..] && parts.Length <= 3
            && id.StartsWith("id=", StringComparison.Ordinal) && signature.StartsWith("s=", StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(signature[2..]), Encoding.ASCII.GetBytes(SignatureOf(id[3..])));
    }

    private string SignatureOf(string messageId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 20));
}
