using MimeKit.Text;

namespace Chancery.Mail.Documents.Html;

/// <summary>Which elements part the text, and which have no end.</summary>
internal static class HtmlElements
{
    /// <summary>What stands between the text before and after; null for elements within a line.</summary>
    public static char? BreakOf(HtmlTagId id) => id switch
    {
        HtmlTagId.TD or HtmlTagId.TH => '\t',
        HtmlTagId.P or HtmlTagId.Div or HtmlTagId.Br or HtmlTagId.LI or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.TR or HtmlTagId.Table
            or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.HR or HtmlTagId.BlockQuote
            or HtmlTagId.Pre or HtmlTagId.Section or HtmlTagId.Article or HtmlTagId.Header or HtmlTagId.Footer or HtmlTagId.DT or HtmlTagId.DD
            or HtmlTagId.DL or HtmlTagId.Title or HtmlTagId.Body or HtmlTagId.Form or HtmlTagId.FieldSet or HtmlTagId.Option or HtmlTagId.Caption
            or HtmlTagId.Address or HtmlTagId.Center or HtmlTagId.Aside or HtmlTagId.Nav or HtmlTagId.Main or HtmlTagId.Figure => '\n',
        _ => null,
    };

    public static bool IsVoid(HtmlTagId id) => id is HtmlTagId.Area or HtmlTagId.Base or HtmlTagId.Br or HtmlTagId.Col or HtmlTagId.Embed
        or HtmlTagId.HR or HtmlTagId.Image or HtmlTagId.Input or HtmlTagId.Link or HtmlTagId.Meta or HtmlTagId.Param or HtmlTagId.Source
        or HtmlTagId.Track or HtmlTagId.Wbr or HtmlTagId.Frame or HtmlTagId.BaseFont or HtmlTagId.Keygen;
}
