namespace Chancery.Policy.Findings.Codes;

/// <summary>Short words for the tables of pages.</summary>
internal static class PageOf
{
    private const string First = "0.1";

    public static FindingPage Error(string code, PageText english, PageText german) => new(code, Severity.Error, First, english, german);

    public static FindingPage Warning(string code, PageText english, PageText german) => new(code, Severity.Warning, First, english, german);

    public static FindingPage OwedBySolver(this FindingPage page) =>
        page with { Owed = ("the analysis of conditions (`policy prove`)", "die Analyse der Bedingungen (`policy prove`)") };

    public static FindingPage Unshown(this FindingPage page, string english, string german) => page with { ShownBy = ShownBy.Nothing, Unshown = (english, german) };
}
