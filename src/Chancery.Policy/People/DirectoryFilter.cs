using System.Text;

namespace Chancery.Policy.People;

/// <summary>
/// A search filter of LDAP as people write it (RFC 4515), read into a tree, so that a directory gets values as octets and
/// never as text in which something could be smuggled.
/// </summary>
public abstract record DirectoryFilter
{
    /// <summary>Characters; a filter of people's hands is far shorter.</summary>
    public const int MostCharacters = 8192;

    /// <summary>Parentheses within parentheses.</summary>
    public const int MostDepth = 32;

    private DirectoryFilter() { }

    public sealed record And(IReadOnlyList<DirectoryFilter> Parts) : DirectoryFilter;

    public sealed record Or(IReadOnlyList<DirectoryFilter> Parts) : DirectoryFilter;

    public sealed record Not(DirectoryFilter Part) : DirectoryFilter;

    public sealed record Present(string Attribute) : DirectoryFilter;

    public sealed record Compare(Comparison How, string Attribute, byte[] Value) : DirectoryFilter;

    /// <param name="Initial">Empty: anything may stand first; so with <paramref name="Final"/>.</param>
    public sealed record Substrings(string Attribute, byte[] Initial, IReadOnlyList<byte[]> Any, byte[] Final) : DirectoryFilter;

    /// <param name="Attribute">Null: every attribute that the rule fits.</param>
    /// <param name="Rule">Matching rule, mostly a number: <c>1.2.840.113556.1.4.1941</c>; null: the attribute's own.</param>
    /// <param name="OfName">The parts of the entry's name count too.</param>
    public sealed record Extensible(string? Attribute, string? Rule, bool OfName, byte[] Value) : DirectoryFilter;

    public enum Comparison { Equal, AtLeast, AtMost, Approximate }

    public static DirectoryFilter IsEqual(string attribute, string value) => new Compare(Comparison.Equal, attribute, Encoding.UTF8.GetBytes(value));

    /// <exception cref="FormatException">It is no filter; the message says what is wrong, and at which character.</exception>
    public static DirectoryFilter Parse(string text) => new FilterParser(text).Parse();

    /// <summary>A value as it may stand in a filter (RFC 4515 section 3).</summary>
    public static string Escape(ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var octet in value)
        {
            if (octet is > 0x1f and < 0x7f and not ((byte)'*' or (byte)'(' or (byte)')' or (byte)'\\'))
                text.Append((char)octet);
            else
                text.Append('\\').Append(Convert.ToHexStringLower([octet]));
        }

        return text.ToString();
    }

    /// <summary>As RFC 4515 writes it.</summary>
    public sealed override string ToString() => this switch
    {
        And and => $"(&{string.Concat(and.Parts)})",
        Or or => $"(|{string.Concat(or.Parts)})",
        Not not => $"(!{not.Part})",
        Present present => $"({present.Attribute}=*)",
        Compare compare => $"({compare.Attribute}{Sign(compare.How)}{Escape(compare.Value)})",
        Substrings parts => $"({parts.Attribute}={Escape(parts.Initial)}*{string.Concat(parts.Any.Select(part => Escape(part) + "*"))}{Escape(parts.Final)})",
        Extensible match => $"({match.Attribute}{(match.OfName ? ":dn" : "")}{(match.Rule is null ? "" : ":" + match.Rule)}:={Escape(match.Value)})",
        _ => "",
    };

    private static string Sign(Comparison how) => how switch
    {
        Comparison.AtLeast => ">=",
        Comparison.AtMost => "<=",
        Comparison.Approximate => "~=",
        _ => "=",
    };
}
