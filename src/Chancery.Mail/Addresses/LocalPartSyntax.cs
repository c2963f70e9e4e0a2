using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Chancery.Mail.Addresses;

/// <summary>RFC 5321 section 4.1.2: <c>Local-part = Dot-string / Quoted-string</c>, with the characters RFC 6531 adds.</summary>
internal static class LocalPartSyntax
{
    private static readonly SearchValues<char> Atext =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~");

    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? local)
    {
        local = text is ['"', .., '"'] ? Unquoted(text[1..^1]) : IsDotString(text) ? text.ToString() : null;
        if (local is null || !IsWellFormed(local) || Encoding.UTF8.GetByteCount(local) > MailAddress.MaxLocalOctets) local = null;
        return local is not null;
    }

    public static bool IsDotString(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == '.' || text[^1] == '.' || text.IndexOf("..", StringComparison.Ordinal) >= 0) return false;
        foreach (var c in text)
            if (c != '.' && !Atext.Contains(c) && !IsUtf8NonAscii(c)) return false;
        return true;
    }

    public static string Quoted(string local) =>
        "\"" + local.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string? Unquoted(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' || (c == '\\' && ++i == text.Length)) return null;
            if (c == '\\' && text[i] > '~') return null;
            if (!IsPrintable(text[i]) && !IsUtf8NonAscii(text[i])) return null;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }

    private static bool IsPrintable(char c) => c is >= ' ' and <= '~';

    private static bool IsUtf8NonAscii(char c) => c >= 0x80 && UnsafeText.IsHarmless(c);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])))
                return false;
        return true;
    }
}
