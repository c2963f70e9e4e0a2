using System.Security.Cryptography;

namespace Chancery.Engine.Ids;

/// <summary>Ids from the injected clock and the system's cryptographic random number generator.</summary>
public sealed class IdSource(TimeProvider time) : IIdSource
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes[6..]);
        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 5; i >= 0; i--, milliseconds >>= 8)
            bytes[i] = (byte)milliseconds;
        return Encode(bytes);
    }

    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var value = new UInt128(ReadBig(bytes[..8]), ReadBig(bytes[8..]));
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--, value >>= 5)
            text[i] = Alphabet[(int)(ulong)(value & 31)];
        return new string(text);
    }

    private static ulong ReadBig(ReadOnlySpan<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
}
