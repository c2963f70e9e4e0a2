using System.Text;

namespace Chancery.Mail.Documents;

/// <summary>UTF-7 (RFC 2152), leniently. Old clients still show it where it is declared, so a filter has to read it.</summary>
internal static class Utf7
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static string Decode(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        for (var i = 0; i < octets.Length; i++)
        {
            if (octets[i] != '+')
            {
                text.Append((char)octets[i]);
                continue;
            }
            var (bits, count, start) = (0u, 0, ++i);
            for (; i < octets.Length && Alphabet.IndexOf((char)octets[i]) is var value and >= 0; i++)
            {
                (bits, count) = (bits << 6 | (uint)value, count + 6);
                if (count < 16) continue;
                count -= 16;
                text.Append((char)(bits >> count & 0xFFFF));
            }
            if (i == start && i < octets.Length && octets[i] == '-') text.Append('+');
            // Only a minus belongs to the shift; any other octet is text again.
            if (i < octets.Length && octets[i] != '-') i--;
        }
        return text.ToString();
    }
}
