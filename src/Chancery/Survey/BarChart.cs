using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Chancery.Host.Survey;

/// <summary>Horizontal bars as SVG inside a page: colours come from the page, so that it can be light or dark.</summary>
internal static class BarChart
{
    private const int Width = 540;
    private const int Row = 26;
    private const int NameWidth = 230;
    private const int ValueWidth = 120;
    private const int LongestName = 30;

    /// <summary>Of a name that is too long, so much of its end is shown: names with a common beginning differ there.</summary>
    private const int End = 8;

    /// <param name="title">For readers who do not see it.</param>
    public static string Svg(string title, IReadOnlyList<(string Name, long Value, string Said)> bars)
    {
        var most = Math.Max(1, bars.Count == 0 ? 1 : bars.Max(bar => bar.Value));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg role=\"img\" viewBox=\"0 0 {Width} {Math.Max(1, bars.Count) * Row}\" aria-label=\"{Text(title)}\">");
        for (var i = 0; i < bars.Count; i++)
        {
            var (name, value, said) = bars[i];
            var width = value == 0 ? 0 : Math.Max(2, (double)value / most * (Width - NameWidth - ValueWidth));
            var y = i * Row;
            svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Text(name)}: {Text(said)}</title>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{NameWidth - 8}\" y=\"{y + 17}\" text-anchor=\"end\">{Text(Short(name))}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar\" x=\"{NameWidth}\" y=\"{y + 5}\" width=\"{width:0.#}\" height=\"{Row - 10}\" rx=\"2\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"{NameWidth + width + 6:0.#}\" y=\"{y + 17}\">{Text(said)}</text></g>");
        }

        return svg.Append("</svg>").ToString();
    }

    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Short(string name) => name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - End - 1), "…", name.AsSpan(name.Length - End));
}
