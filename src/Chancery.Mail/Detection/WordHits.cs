using Chancery.Mail.Keywords;

namespace Chancery.Mail.Detection;

/// <summary>Where the words of a policy stand in one text. Beyond a number of places a word is only known to be there.</summary>
internal sealed class WordHits : Automaton.IHits
{
    private const int MaxPlaces = 1000;

    private readonly Dictionary<int, List<int>> _ends = [];

    public void Add(int word, int end)
    {
        if (!_ends.TryGetValue(word, out var ends)) _ends[word] = ends = [];
        if (ends.Count < MaxPlaces) ends.Add(end);
    }

    /// <summary>Places behind the last character, ascending.</summary>
    public IReadOnlyList<int> EndsOf(int word) => _ends.TryGetValue(word, out var ends) ? ends : [];
}
