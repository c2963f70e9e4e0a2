using System.Text;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Reference;

/// <summary>A page of the reference in Markdown, in one language.</summary>
internal sealed class Page(string language)
{
    private readonly StringBuilder _text = new();

    public string Say(string english, string german) => language == "de" ? german : english;

    public string Say(Help help) => help.In(language);

    public Page Heading(int level, string text)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append('#', level).Append(' ').Append(text).Append("\n\n");
        return this;
    }

    public Page Paragraph(string english, string german)
    {
        _text.Append(Say(english, german)).Append('\n');
        return this;
    }

    public Page Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (_text.Length > 1 && _text[^2] != '\n')
            _text.Append('\n');
        Row(head);
        Row([.. head.Select(_ => "---")]);
        foreach (var row in rows)
            Row([.. row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))]);
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Row(IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
            _text.Append(cell.Length == 0 ? "| " : $"| {cell} ");
        _text.Append("|\n");
    }
}
