using Chancery.Mail.Keywords;

namespace Chancery.Mail.Detection;

/// <summary>One text of a mail in plain form, with what was found in it so far.</summary>
/// <param name="part">Number or path of the part; empty for the subject.</param>
/// <param name="group">Texts of one group are the same thing said differently (multipart/alternative, two readings): a hit in each is one hit.</param>
internal sealed class TextSegment(string part, string group, string text)
{
    private string? _upper;
    private Automaton? _automaton;
    private WordHits? _words;

    public string Part => part;

    public string Group => group;

    public string Value { get; } = PlainForm.Of(text);

    public string Upper => _upper ??= Value.ToUpperInvariant();

    /// <summary>All words of a policy, in one pass that is made once.</summary>
    public WordHits Words(Automaton automaton)
    {
        if (_words is not null && ReferenceEquals(_automaton, automaton)) return _words;
        var hits = new WordHits();
        automaton.Scan(Value, ref hits);
        (_automaton, _words) = (automaton, hits);
        return hits;
    }
}
