using Chancery.Mail.Keywords;

namespace Chancery.Mail.Detection;

/// <summary>Where the words stand that a hit must be close to.</summary>
internal sealed class Proximity
{
    private readonly List<(int Start, int End)> _words = [];

    public Proximity(IReadOnlyList<int> words, TextSegment text, Automaton automaton)
    {
        var found = text.Words(automaton);
        foreach (var word in words)
            foreach (var end in found.EndsOf(word)) _words.Add((end - automaton.Words[word].Length, end));
    }

    /// <param name="within">Characters between the hit and the word.</param>
    public bool Holds(NumberHit hit, int within)
    {
        foreach (var (start, end) in _words)
            if (start - hit.End <= within && hit.Start - end <= within) return true;
        return false;
    }
}
