using System.Text.RegularExpressions;
using System.Xml;
using Chancery.Mail.Documents;

namespace Chancery.Mail.Labels;

/// <summary>
/// The field SIO-Label (RFC 7444): parameters like those of MIME. The marking is the label's words for people; without one the
/// words inside an XML label count. A marking may be continued in parts (<c>marking*0</c>) as RFC 2231 does.
/// </summary>
internal static partial class SioLabels
{
    public static IEnumerable<MailLabel> Of(string value, string where)
    {
        var parameters = Parameter().Matches(value).Select(match => (Name: match.Groups["name"].Value.ToLowerInvariant(), Value: Unquote(match.Groups["value"].Value))).ToList();
        var marking = Of(parameters, "marking");
        if (marking.Length == 0 && Of(parameters, "label") is { Length: > 0 } label && Of(parameters, "type").Contains("xml", StringComparison.OrdinalIgnoreCase))
            marking = Classification(label);
        if (marking.Length == 0 && parameters.Count == 0) marking = value.Trim();
        if (marking.Trim() is { Length: > 0 } words) yield return new MailLabel("sio", words, words, null, where);
    }

    private static string Of(List<(string Name, string Value)> parameters, string name)
    {
        var whole = parameters.Where(parameter => parameter.Name == name || parameter.Name == name + "*").Select(parameter => Plain(parameter.Name, parameter.Value)).FirstOrDefault();
        return whole ?? string.Concat(parameters.Where(parameter => parameter.Name.StartsWith(name + "*", StringComparison.Ordinal))
            .OrderBy(parameter => int.TryParse(parameter.Name[(name.Length + 1)..].TrimEnd('*'), out var part) ? part : int.MaxValue)
            .Select(parameter => Plain(parameter.Name, parameter.Value)));
    }

    /// <summary>Extended values name their charset and are percent-encoded (RFC 2231 section 4).</summary>
    private static string Plain(string name, string value)
    {
        if (!name.EndsWith('*')) return value;
        var quotes = value.Split('\'', 3);
        return Uri.UnescapeDataString(quotes.Length == 3 ? quotes[2] : value);
    }

    private static string Unquote(string value) =>
        value.StartsWith('"') ? Escape().Replace(value.Trim('"'), "$1") : value.Trim();

    /// <summary>An ESS label in XML, mostly in base64: its policy and classification elements.</summary>
    private static string Classification(string label)
    {
        try
        {
            var octets = label.TrimStart().StartsWith('<') ? System.Text.Encoding.UTF8.GetBytes(label) : Convert.FromBase64String(string.Concat(label.Where(c => !char.IsWhiteSpace(c))));
            using var xml = SafeXml.Open(new MemoryStream(octets, writable: false));
            var words = "";
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: var name } && (name.Contains("classification", StringComparison.OrdinalIgnoreCase) || name.Contains("marking", StringComparison.OrdinalIgnoreCase)))
                    words = xml.GetAttribute("value") ?? xml.GetAttribute("name") ?? (xml.IsEmptyElement ? words : xml.ReadString() is { Length: > 0 } text ? text : words);
            return words.Trim();
        }
        catch (Exception broken) when (broken is FormatException or XmlException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"(?<name>[A-Za-z]+(?:\*[0-9]{0,3}\*?)?)\s*=\s*(?<value>""(?:[^""\\]|\\.)*""|[^;]*)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
