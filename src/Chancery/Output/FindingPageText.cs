using Chancery.Host.Cli;
using Chancery.Host.Reference;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Host.Output;

/// <summary>Pages of codes on a terminal.</summary>
internal static class FindingPageText
{
    private const int Width = 100;

    public static void Page(Invocation call, FindingPage page)
    {
        var (words, said) = (new PageWords(call.German), page.In(call.Language));
        call.Out.WriteLine($"{page.Code} ({words.Severity(page.Severity)}, {words.Since} {page.Since}): {said.Title}");
        Paragraph(call.Out, words.Cause, said.Cause);
        Paragraph(call.Out, words.Cure, said.Cure);
        call.Out.WriteLine();
        if (words.WithoutExample(page) is { } without)
        {
            call.Out.WriteLine(without);
            return;
        }

        foreach (var (name, octets) in page.Example)
        {
            call.Out.WriteLine(name);
            foreach (var line in FindingsReference.Readable(ExampleRun.TextOf(octets), page.Code).TrimEnd().Split('\n'))
                call.Out.WriteLine("    " + line);
            call.Out.WriteLine();
        }

        call.Out.WriteLine(words.Shown(page.ShownBy).Replace("`", "", StringComparison.Ordinal));
        call.Out.WriteLine();
        foreach (var line in ExampleRun.Output(page, Terminal.ShowsColor(call.Out)).Replace($"   # <- {page.Code}", "", StringComparison.Ordinal).Split('\n'))
            call.Out.WriteLine(line);
    }

    public static void List(Invocation call)
    {
        var words = new PageWords(call.German);
        foreach (var range in Catalogue.Pages.GroupBy(page => page.Code[2]))
        {
            call.Out.WriteLine(words.Range(range.Key));
            foreach (var page in range)
                call.Out.WriteLine($"  {page.Code}  {words.Severity(page.Severity),-8} {page.In(call.Language).Title}{(page.Owed is null ? "" : call.Say(" (not built yet)", " (noch nicht gebaut)"))}");
        }

        call.Out.WriteLine();
        call.Out.WriteLine(call.Say("chancery policy explain CODE shows one of them with an example", "chancery policy explain KENNUNG zeigt eine davon mit Beispiel"));
    }

    private static void Paragraph(TextWriter output, string head, string text)
    {
        var line = $"  {head}:";
        var indent = new string(' ', 12);
        line = line.PadRight(indent.Length - 1);
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length + 1 > Width)
            {
                output.WriteLine(line);
                line = indent[1..];
            }

            line += " " + word;
        }

        output.WriteLine(line);
    }
}
