namespace Chancery.Mail.Keywords;

/// <summary>
/// All words of a policy in one automaton (Aho and Corasick, 1975): one pass over a text finds every occurrence of every word,
/// however many words there are. Without regard to case; white space of any kind is one space.
/// </summary>
public sealed class Automaton
{
    /// <summary>Cells of the table beyond which a state's successors are looked up instead: 16 MB.</summary>
    private const int MaxCells = 4 * 1024 * 1024;

    private const int Final = 1 << 31;

    private readonly ushort[] _classes = new ushort[char.MaxValue + 1];
    private readonly int _width;
    private readonly int[]? _table;
    private readonly Dictionary<long, int> _edges = [];
    private readonly int[] _failure;
    private readonly int[] _word;
    private readonly int[] _shorter;

    /// <param name="words">In plain form (<see cref="Detection.PlainForm"/>), none of them empty; hits are told by their place in this list.</param>
    public Automaton(IReadOnlyList<string> words)
    {
        Words = words;
        _width = Classes(words) + 1;
        var depths = words.Sum(word => word.Length) + 1;
        (_word, _failure, _shorter) = (new int[depths], new int[depths], new int[depths]);
        Array.Fill(_word, -1);
        var states = Tree(words);
        Array.Resize(ref _word, states);
        Array.Resize(ref _failure, states);
        Array.Resize(ref _shorter, states);
        var order = Link(states);
        if ((long)states * _width <= MaxCells) _table = Table(states, order);
    }

    public IReadOnlyList<string> Words { get; }

    /// <summary>Told of every occurrence, in the order of their ends.</summary>
    public interface IHits
    {
        /// <param name="word">Its place in the list of words.</param>
        /// <param name="end">The place behind its last character.</param>
        void Add(int word, int end);
    }

    public void Scan<THits>(ReadOnlySpan<char> text, ref THits hits) where THits : IHits, allows ref struct
    {
        if (Words.Count == 0) return;
        if (_table is null) ScanSlowly(text, ref hits);
        else ScanTable(text, _table, ref hits);
    }

    private void ScanTable<THits>(ReadOnlySpan<char> text, int[] table, ref THits hits) where THits : IHits, allows ref struct
    {
        var classes = _classes;
        var state = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var next = table[state + classes[text[i]]];
            state = next & ~Final;
            if (next < 0) Tell(state / _width, i + 1, ref hits);
        }
    }

    private void ScanSlowly<THits>(ReadOnlySpan<char> text, ref THits hits) where THits : IHits, allows ref struct
    {
        var state = 0;
        for (var i = 0; i < text.Length; i++)
        {
            state = Next(state, _classes[text[i]]);
            if (_word[state] >= 0 || _shorter[state] > 0) Tell(state, i + 1, ref hits);
        }
    }

    private void Tell<THits>(int state, int end, ref THits hits) where THits : IHits, allows ref struct
    {
        for (; state > 0; state = _shorter[state])
            if (_word[state] >= 0) hits.Add(_word[state], end);
    }

    private int Next(int state, int kind)
    {
        if (kind == 0) return 0;
        while (true)
        {
            if (_edges.TryGetValue(Edge(state, kind), out var next)) return next;
            if (state == 0) return 0;
            state = _failure[state];
        }
    }

    /// <summary>Characters that stand in no word are all of class 0.</summary>
    private int Classes(IReadOnlyList<string> words)
    {
        var count = 0;
        foreach (var word in words)
            foreach (var c in word)
            {
                var upper = Folding.Fold(c);
                if (_classes[upper] == 0) _classes[upper] = (ushort)++count;
            }
        for (var c = 0; c <= char.MaxValue; c++) _classes[c] = _classes[Folding.Fold((char)c)];
        return count;
    }

    private int Tree(IReadOnlyList<string> words)
    {
        var states = 1;
        for (var w = 0; w < words.Count; w++)
        {
            var state = 0;
            foreach (var c in words[w])
            {
                var edge = Edge(state, _classes[c]);
                if (!_edges.TryGetValue(edge, out var next)) _edges[edge] = next = states++;
                state = next;
            }
            if (_word[state] < 0) _word[state] = w;
        }
        return states;
    }

    /// <summary>Where to go on when a character does not fit, and the next shorter word that ends at the same place.</summary>
    private List<(int From, int Kind, int To)> Link(int states)
    {
        var children = new List<(int From, int Kind, int To)>[states];
        foreach (var (edge, to) in _edges) (children[(int)(edge >> 16)] ??= []).Add(((int)(edge >> 16), (int)(edge & 0xFFFF), to));
        List<(int From, int Kind, int To)> order = [];
        var waiting = new Queue<int>([0]);
        while (waiting.TryDequeue(out var state))
            foreach (var child in children[state] ?? [])
            {
                order.Add(child);
                waiting.Enqueue(child.To);
                if (state == 0) continue;
                var suffix = Next(_failure[state], child.Kind);
                _failure[child.To] = suffix;
                _shorter[child.To] = _word[suffix] >= 0 ? suffix : _shorter[suffix];
            }
        return order;
    }

    private int[] Table(int states, List<(int From, int Kind, int To)> order)
    {
        var byState = order.ToLookup(edge => edge.From);
        var table = new int[states * _width];
        foreach (var (_, kind, to) in byState[0]) table[kind] = to;
        foreach (var (_, _, to) in order)
        {
            // Nearer states come first, so the state that a failure leads to has its row already.
            Array.Copy(table, _failure[to] * _width, table, to * _width, _width);
            foreach (var (_, kind, next) in byState[to]) table[to * _width + kind] = next;
        }
        for (var i = 0; i < table.Length; i++)
        {
            var state = table[i];
            table[i] = state * _width | (_word[state] >= 0 || _shorter[state] > 0 ? Final : 0);
        }
        return table;
    }

    private static long Edge(int state, int kind) => (long)state << 16 | (uint)kind;
}
