using System.Globalization;

namespace Chancery.Policy.Literals;

/// <summary>Domains as the language compares them: IDNA A-labels, lower case.</summary>
internal static class DomainLiteral
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>Null if the text is no domain name.</summary>
    public static string? Normalise(string text)
    {
        var trimmed = text.Trim().TrimEnd('.');
        if (trimmed.Length is 0 or > 255)
            return null;
        try
        {
            var ascii = Idn.GetAscii(trimmed).ToLowerInvariant();
            return ascii.Split('.').All(IsLabel) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static string OfAddress(string address) =>
        address.LastIndexOf('@') is var at and >= 0 ? Normalise(address[(at + 1)..]) ?? address[(at + 1)..].ToLowerInvariant() : "";

    /// <summary>The address as it is compared: all lower case, the domain as A-labels.</summary>
    public static string NormaliseAddress(string address) =>
        address.LastIndexOf('@') is var at and >= 0 ? address[..at].ToLowerInvariant() + "@" + OfAddress(address) : address.ToLowerInvariant();

    public static bool IsUnder(string domain, string parent) =>
        domain == parent || domain.EndsWith("." + parent, StringComparison.Ordinal);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
