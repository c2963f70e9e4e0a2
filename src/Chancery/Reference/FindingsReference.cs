using System.Text;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Host.Reference;

/// <summary>The page of all codes in <c>docs/reference</c>.</summary>
internal static class FindingsReference
{
    public static string Markdown(bool german)
    {
        var words = new PageWords(german);
        var text = new StringBuilder(german
            ? """
            # Befunde

            Aus dem Quelltext erzeugt. Jeder Befund nennt Datei, Zeile, Spalte, Kennung, Ursache und Abhilfe;
            `chancery policy explain CH1203 --lang de` zeigt die Seite einer Kennung. Wo eine Zeile auf `[chancery policy fix …]`
            endet, ändert `chancery policy fix ORDNER` die Datei. Kennungen werden nie für etwas anderes wiederverwendet.

            """
            : """
            # Findings

            Made from the source. Every finding names file, line, column, code, cause and cure; `chancery policy explain CH1203`
            shows the page of a code. Where a line ends with `[chancery policy fix …]`, `chancery policy fix DIR` changes the file.
            Codes are never used again for something else.

            """);
        foreach (var range in Catalogue.Pages.GroupBy(page => page.Code[2]))
        {
            text.Append($"\n## {words.Range(range.Key)}\n");
            foreach (var page in range)
                Append(text, page, words);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, FindingPage page, PageWords words)
    {
        var said = page.In(words.Language);
        text.Append($"\n### {page.Code}: {said.Title}\n\n*{words.Severity(page.Severity)}, {words.Since} {page.Since}*\n\n{said.Cause}\n\n**{words.Cure}:** {said.Cure}\n");
        if (words.WithoutExample(page) is { } without)
        {
            text.Append($"\n{without}\n");
            return;
        }

        foreach (var (name, octets) in page.Example)
            text.Append($"\n`{name}`\n\n```{Path.GetExtension(name)[1..]}\n{Readable(ExampleRun.TextOf(octets), page.Code).TrimEnd()}\n```\n");
        text.Append($"\n{words.Shown(page.ShownBy)}\n\n```text\n{Readable(ExampleRun.Output(page), page.Code)}\n```\n");
    }

    /// <summary>Without the mark of the tests, and with nothing that a reader of the page could not see.</summary>
    internal static string Readable(string text, string code) =>
        string.Concat(text.Replace($"   # <- {code}", "", StringComparison.Ordinal).Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? "\uFFFD" : c.ToString()));
}
