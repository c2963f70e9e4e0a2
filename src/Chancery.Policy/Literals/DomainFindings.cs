using Chancery.Policy.Syntax;

namespace Chancery.Policy.Literals;

/// <summary>Reads domains and addresses of a policy; what is none, or only looks like another one, is a finding.</summary>
internal static class DomainFindings
{
    /// <param name="alone">The literal is the whole test, so that another operator may take its place.</param>
    public static string? Domain(FindingBag findings, Node.Scalar literal, bool alone = false) => Domain(findings, literal, literal.Text, alone);

    /// <summary>The address as it is compared.</summary>
    public static string? Address(FindingBag findings, Node.Scalar literal)
    {
        var at = literal.Text.LastIndexOf('@');
        if (at > 0 && !literal.Text.Any(c => char.IsControl(c) || c is ' ' or ',' or ';' or '<' or '>'))
            return Domain(findings, literal, literal.Text[(at + 1)..], false) is null ? null : DomainLiteral.NormaliseAddress(literal.Text);
        findings.Error("CH1108", literal.At, $"`{literal.Text}` is no mail address", "write `name@domain`; for a whole domain use the fact ending in `.domain`");
        return null;
    }

    private static string? Domain(FindingBag findings, Node.Scalar literal, string text, bool alone)
    {
        if (DomainLiteral.Normalise(text) is { } domain)
            return IsDisguised(findings, literal, DomainLiteral.ToUnicode(domain), text) ? null : domain;
        if (text.StartsWith("*.", StringComparison.Ordinal))
            findings.Error("CH1108", literal.At.Writing == Writing.None ? literal.At : literal.At with { Writing = Writing.Verbatim }, $"`{text}` is no domain", $"write `under: {text[2..]}` for a domain with everything below it", alone ? UnderFix(literal, text[2..]) : null);
        else if (text.LastIndexOf('@') is >= 0 and var sign && DomainLiteral.Normalise(text[(sign + 1)..]) is not null)
            findings.Error("CH1108", literal.At, $"`{text}` is no domain", sign == 0 ? $"write it without the sign: `{text[1..]}`" : $"write `{text[(sign + 1)..]}`, or use the fact ending in `.address`", sign == 0 ? text[1..] : null);
        else if (text is ['!' or '-', .. var rest] && DomainLiteral.Normalise(rest) is not null)
            findings.Error("CH1108", literal.At, $"`{text}` is no domain", $"there is no sign for not: write `not: {{ … : {rest} }}`");
        else if (text.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && !text.EndsWith(')'))
            findings.Error("CH1108", literal.At, $"`{text}` is no domain, and its bracket is not closed", $"write `{text[..open].TrimEnd()}({text[(open + 1)..].Trim()})`");
        else if (text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } several && several.All(name => DomainLiteral.Normalise(name) is not null))
            findings.Error("CH1108", literal.At, $"`{text}` is no domain", $"write a list: `[{string.Join(", ", several)}]`");
        else
            findings.Error("CH1108", literal.At, $"`{text}` is no domain", "write a name like `partner.example`");
        return null;
    }

    private static string? UnderFix(Node.Scalar literal, string domain)
    {
        if (DomainLiteral.Normalise(domain) is null)
            return null;
        return literal.At.File.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? $"{{ \"under\": \"{domain}\" }}" : $"{{ under: {domain} }}";
    }

    private static bool IsDisguised(FindingBag findings, Node.Scalar literal, string domain, string written)
    {
        foreach (var label in domain.Split('.'))
        {
            if (Scripts.Mixed(label) is var (first, second))
            {
                findings.Error("CH1113", literal.At, $"`{written}` mixes {first} and {second} letters in `{label}`: it can be taken for another domain", "write the name in one alphabet");
                return true;
            }

            if (Scripts.HasDisguise(label))
            {
                findings.Error("CH1113", literal.At, $"`{written}` has full-width letters or signs without width: it can be taken for another domain", "write the name in plain letters");
                return true;
            }

            if (Scripts.LookingLatin(label) is { } script)
                findings.Warning("CH1114", literal.At, $"`{label}` is written in {script} letters that all look like Latin ones", $"make sure that this domain is meant; it is `{DomainLiteral.Normalise(domain)}`");
        }

        return false;
    }
}
