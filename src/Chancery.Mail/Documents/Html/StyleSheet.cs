using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Text;

namespace Chancery.Mail.Documents.Html;

/// <summary>
/// What is hidden by the element's own style, by the attribute <c>hidden</c>, or by a rule of the document for a class, an id or an
/// element. Not a browser: whatever a style sheet hides or may show again is read both ways.
/// </summary>
internal sealed partial class StyleSheet
{
    private const int MaxLength = 256 * 1024;
    private const int MaxRules = 2000;

    private readonly HashSet<string> _hiding = new(StringComparer.OrdinalIgnoreCase);
    private int _length;

    /// <summary>A rule of the document speaks about visibility, so that what hides itself may be shown.</summary>
    public bool MayShow { get; private set; }

    public void Add(string css)
    {
        if ((_length += css.Length) > MaxLength)
        {
            MayShow = true;
            return;
        }
        foreach (Match rule in Rule().Matches(Comment().Replace(css, "")))
        {
            var declarations = rule.Groups[2].Value;
            if (!Visibility().IsMatch(declarations)) continue;
            MayShow = true;
            if (Of(declarations) == Html.Visibility.Shown || _hiding.Count > MaxRules) continue;
            foreach (var selector in rule.Groups[1].Value.Split(','))
                if (Last().Match(selector.Trim()) is { Success: true } last) _hiding.Add(last.Value);
        }
    }

    public Visibility Judge(HtmlTagToken tag)
    {
        var judged = Html.Visibility.Shown;
        foreach (var attribute in tag.Attributes)
        {
            var value = attribute.Value ?? "";
            var found = attribute.Name.ToLowerInvariant() switch
            {
                "hidden" => Html.Visibility.Hidden,
                "style" => Of(value),
                "class" => value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(name => _hiding.Contains("." + name)) ? Html.Visibility.Faint : Html.Visibility.Shown,
                "id" => _hiding.Contains("#" + value) ? Html.Visibility.Faint : Html.Visibility.Shown,
                _ => Html.Visibility.Shown,
            };
            if (found == Html.Visibility.Hidden) return found;
            if (found == Html.Visibility.Faint) judged = found;
        }
        if (tag.Name.Equals("template", StringComparison.OrdinalIgnoreCase)) return Html.Visibility.Faint;
        return judged == Html.Visibility.Shown && _hiding.Contains(tag.Name) ? Html.Visibility.Faint : judged;
    }

    private static Visibility Of(string declarations)
    {
        if (declarations.Length == 0) return Html.Visibility.Shown;
        var plain = Blank().Replace(Comment().Replace(declarations, ""), "").ToLowerInvariant();
        if (Hides().IsMatch(plain)) return Html.Visibility.Hidden;
        return Dims().IsMatch(plain) ? Html.Visibility.Faint : Html.Visibility.Shown;
    }

    [GeneratedRegex(@"(?:^|;)(?:display:none|visibility:(?:hidden|collapse))(?:!important)?(?:;|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Hides();

    /// <summary>No size, no contrast, off the page: nobody sees it, but it is there for those who look.</summary>
    [GeneratedRegex(@"(?:^|;)(?:font-size:0*(?:\.0+|[01](?:px|pt)?|0[a-z%]*)(?:;|!|$)|font:0|opacity:0*(?:\.0+|0)?(?:;|!|$)|color:(?:#fff(?:fff)?|white|transparent|rgba?\(255,255,255)|(?:max-)?(?:height|width):0(?:px)?(?:;|!|$)|text-indent:-\d{3}|(?:left|top):-\d{3}|clip:rect\(0)", RegexOptions.NonBacktracking)]
    private static partial Regex Dims();

    [GeneratedRegex(@"display|visibility|font-size|opacity|color|height|width|text-indent|clip|left|top", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Visibility();

    [GeneratedRegex(@"([^{}]{1,2000})\{([^{}]{0,4000})\}", RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex(@"[.#]?[A-Za-z_][\w-]*$")]
    private static partial Regex Last();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
