using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Chancery.Mail.Addresses;

/// <summary>RFC 5321 section 4.1.2 and 4.1.3: a domain or an address literal.</summary>
public static class DomainName
{
    private const int MaxLabelOctets = 63;

    /// <summary>Lower case, internationalised labels as A-labels (RFC 5890); literals in lower case with brackets.</summary>
    public static bool TryNormalise([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? domain)
    {
        domain = text is null or "" or { Length: > 1000 } ? null : text[0] == '[' ? Literal(text) : Name(text);
        return domain is not null;
    }

    private static string? Name(string text)
    {
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' || (c >= 0x80 && UnsafeText.IsHarmless(c)))) return null;
        var ascii = ToAscii(text.ToLowerInvariant());
        return ascii is { Length: <= MailAddress.MaxDomainOctets } && ascii.Split('.').All(IsLabel) ? ascii : null;
    }

    private static bool IsLabel(string label) =>
        label is { Length: > 0 and <= MaxLabelOctets } && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? ToAscii(string lower)
    {
        if (System.Text.Ascii.IsValid(lower)) return lower;
        try
        {
            return new IdnMapping { AllowUnassigned = true }.GetAscii(lower).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Literal(string text)
    {
        if (text[^1] != ']') return null;
        var inner = text[1..^1];
        var v6 = inner.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase);
        var family = v6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var digits = v6 ? inner[5..] : inner;
        if (!digits.All(c => char.IsAsciiHexDigit(c) || c is '.' or ':')) return null;
        if (!v6 && digits.Count(c => c == '.') != 3) return null;
        return IPAddress.TryParse(digits, out var ip) && ip.AddressFamily == family ? text.ToLowerInvariant() : null;
    }
}
