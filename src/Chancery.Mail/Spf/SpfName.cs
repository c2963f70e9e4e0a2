namespace Chancery.Mail.Spf;

internal static class SpfName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>A question the DNS can be asked; what a macro made of a mail may be anything.</summary>
    public static bool IsAskable(string name)
    {
        var bare = name.EndsWith('.') ? name[..^1] : name;
        return bare.Length is > 0 and <= LongestName && bare.Split('.').All(label => label.Length is > 0 and <= LongestLabel)
            && bare.All(c => c is > ' ' and <= '~');
    }

    /// <summary>A domain that can be judged has several labels (RFC 7208 section 4.3).</summary>
    public static bool IsDomain(string name) =>
        IsAskable(name) && name.Contains('.', StringComparison.Ordinal) && name[0] != '[' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
