using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Chancery.Mail.Spf;

/// <summary>A record of the version <c>spf1</c> (RFC 7208 section 4.5), parsed as a whole: one mistake anywhere spoils all of it.</summary>
internal sealed class SpfRecord
{
    /// <summary>Far beyond what fits in an answer; so that nobody's record can keep us busy.</summary>
    private const int Longest = 16 * 1024;

    private const string Version = "v=spf1";

    private SpfRecord(IReadOnlyList<SpfTerm> terms, SpfMacro? redirect) => (Terms, Redirect) = (terms, redirect);

    public IReadOnlyList<SpfTerm> Terms { get; }

    public SpfMacro? Redirect { get; }

    /// <summary>The text is such a record, well formed or not.</summary>
    public static bool IsOne(string text) =>
        text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');

    public static bool TryParse(string text, [NotNullWhen(true)] out SpfRecord? record)
    {
        record = null;
        if (!IsOne(text) || text.Length > Longest)
            return false;
        var terms = new List<SpfTerm>();
        SpfMacro? redirect = null;
        var explained = false;
        foreach (var word in text[Version.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ModifierOf(word) is var (name, value) && name.Length > 0)
            {
                if (name.Equals("redirect", StringComparison.OrdinalIgnoreCase))
                {
                    if (redirect is not null || !SpfMacro.TryParseDomain(value, out redirect))
                        return false;
                }
                else if (name.Equals("exp", StringComparison.OrdinalIgnoreCase))
                {
                    if (explained || !SpfMacro.TryParseDomain(value, out _))
                        return false;
                    explained = true;
                }
                else if (value.Length > 0 && !SpfMacro.TryParse(value, explains: true, out _))
                    return false;
            }
            else if (TermOf(word) is { } term)
                terms.Add(term);
            else
                return false;
        }

        record = new SpfRecord(terms, redirect);
        return true;
    }

    private static (string Name, string Value) ModifierOf(string word)
    {
        var end = word.IndexOfAny([':', '=', '/']);
        if (end <= 0 || word[end] != '=' || !char.IsAsciiLetter(word[0]))
            return ("", "");
        return word[..end].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? (word[..end], word[(end + 1)..]) : ("", "");
    }

    private static SpfTerm? TermOf(string word)
    {
        var match = word[0] switch { '-' => SpfResult.Fail, '~' => SpfResult.SoftFail, '?' => SpfResult.Neutral, _ => SpfResult.Pass };
        var rest = word[0] is '+' or '-' or '~' or '?' ? word[1..] : word;
        var end = rest.IndexOfAny([':', '/']);
        var name = (end < 0 ? rest : rest[..end]).ToLowerInvariant();
        var argument = end < 0 ? "" : rest[end..];
        return name switch
        {
            "all" => argument.Length == 0 ? new SpfTerm(match, SpfMechanism.All, null, null, 32, 128) : null,
            "include" => WithDomain(match, SpfMechanism.Include, argument),
            "exists" => WithDomain(match, SpfMechanism.Exists, argument),
            "ptr" => argument.Length == 0 ? new SpfTerm(match, SpfMechanism.Ptr, null, null, 32, 128) : WithDomain(match, SpfMechanism.Ptr, argument),
            "a" => WithNetwork(match, SpfMechanism.A, argument),
            "mx" => WithNetwork(match, SpfMechanism.Mx, argument),
            "ip4" => OfAddress(match, SpfMechanism.Ip4, argument),
            "ip6" => OfAddress(match, SpfMechanism.Ip6, argument),
            _ => null,
        };
    }

    private static SpfTerm? WithDomain(SpfResult match, SpfMechanism mechanism, string argument) =>
        argument.StartsWith(':') && SpfMacro.TryParseDomain(argument[1..], out var domain) ? new SpfTerm(match, mechanism, domain, null, 32, 128) : null;

    private static SpfTerm? WithNetwork(SpfResult match, SpfMechanism mechanism, string argument)
    {
        if (!TakePrefixes(ref argument, out var four, out var six))
            return null;
        if (argument.Length == 0)
            return new SpfTerm(match, mechanism, null, null, four, six);
        return argument[0] == ':' && SpfMacro.TryParseDomain(argument[1..], out var domain) ? new SpfTerm(match, mechanism, domain, null, four, six) : null;
    }

    private static SpfTerm? OfAddress(SpfResult match, SpfMechanism mechanism, string argument)
    {
        var most = mechanism == SpfMechanism.Ip4 ? 32 : 128;
        if (!argument.StartsWith(':'))
            return null;
        var (text, prefix) = (argument[1..], most);
        if (text.LastIndexOf('/') is >= 0 and var slash)
        {
            if (!TryPrefix(text[(slash + 1)..], most, out prefix))
                return null;
            text = text[..slash];
        }

        // The system's parser takes short forms such as 10.1 for addresses; records have all four numbers.
        if (mechanism == SpfMechanism.Ip4 && text.Count(c => c == '.') != 3 || text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal))
            return null;
        var family = mechanism == SpfMechanism.Ip4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return IPAddress.TryParse(text, out var address) && address.AddressFamily == family ? new SpfTerm(match, mechanism, null, address, prefix, prefix) : null;
    }

    /// <summary>Takes <c>/24//64</c> off the end.</summary>
    private static bool TakePrefixes(ref string argument, out int four, out int six)
    {
        (four, six) = (32, 128);
        var twice = argument.LastIndexOf("//", StringComparison.Ordinal);
        if (twice >= 0 && IsDigits(argument[(twice + 2)..]))
        {
            if (!TryPrefix(argument[(twice + 2)..], 128, out six))
                return false;
            argument = argument[..twice];
        }

        var once = argument.LastIndexOf('/');
        if (once >= 0 && IsDigits(argument[(once + 1)..]))
        {
            if (!TryPrefix(argument[(once + 1)..], 32, out four))
                return false;
            argument = argument[..once];
        }

        return true;
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool TryPrefix(string text, int most, out int prefix) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && prefix <= most && (text.Length == 1 || text[0] != '0');
}
