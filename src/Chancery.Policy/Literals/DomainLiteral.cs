using System.Globalization;

namespace Chancery.Policy.Literals;

/// <summary>Domains as the language compares them: IDNA A-labels, lower case.</summary>
internal static class DomainLiteral
{
    private static readonly System.Buffers.SearchValues<char> PlainCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");

    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>Null if the text is no domain name.</summary>
    public static string? Normalise(string text)
    {
        var trimmed = text.Trim().TrimEnd('.');
        if (trimmed.Length is 0 or > 255)
            return null;
        if (IsPlain(trimmed))
            return AreLabels(trimmed) ? trimmed.ToLowerInvariant() : null;
        try
        {
            var ascii = Idn.GetAscii(trimmed).ToLowerInvariant();
            return AreLabels(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The name as people read it; labels that do not decode stay as they are.</summary>
    public static string ToUnicode(string domain)
    {
        try
        {
            return Idn.GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    /// <summary>Nothing to convert: most domains are ASCII and none of their labels is encoded.</summary>
    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExcept(PlainCharacters) && !text.Contains("xn--", StringComparison.OrdinalIgnoreCase) && !text.StartsWith('.');

    public static string OfAddress(string address) =>
        address.LastIndexOf('@') is var at and >= 0 ? Normalise(address[(at + 1)..]) ?? address[(at + 1)..].ToLowerInvariant() : "";

    /// <summary>The address as it is compared: all lower case, the domain as A-labels.</summary>
    public static string NormaliseAddress(string address) =>
        address.LastIndexOf('@') is var at and >= 0 ? address[..at].ToLowerInvariant() + "@" + OfAddress(address) : address.ToLowerInvariant();

    /// <summary>One of the domains, or below one.</summary>
    public static bool IsUnderAny(string domain, IReadOnlySet<string> parents)
    {
        for (var at = 0; at >= 0; at = domain.IndexOf('.', at) is >= 0 and var dot ? dot + 1 : -1)
        {
            if (parents.Contains(domain[at..]))
                return true;
        }

        return false;
    }

    private static bool AreLabels(ReadOnlySpan<char> domain)
    {
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var c in label)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                    return false;
            }
        }

        return true;
    }
}
