using System.Text;

namespace Chancery.Mail.Documents;

/// <summary>Takes the text of a document as it is found; ends the reading when the budget is used up.</summary>
internal sealed class TextSink(ReadingBudget budget)
{
    private readonly StringBuilder _text = new();

    public ReadingBudget Budget => budget;

    /// <exception cref="UnreadableException">The budget is used up; what came before is kept.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        budget.Take(text.Length);
        _text.Append(text);
    }

    /// <inheritdoc cref="Append(ReadOnlySpan{char})"/>
    public void Append(char c)
    {
        budget.Take(1);
        _text.Append(c);
    }

    /// <summary>A line ends here; several ends are one.</summary>
    public void Line() => Separate('\n');

    /// <summary>A cell ends here.</summary>
    public void Tab() => Separate('\t');

    public override string ToString() => _text.ToString();

    private void Separate(char mark)
    {
        if (_text.Length == 0 || _text[^1] == '\n' || _text[^1] == mark) return;
        Append(mark);
    }
}
