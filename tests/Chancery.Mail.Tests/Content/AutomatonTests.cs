using Chancery.Mail.Keywords;
using CsCheck;

namespace Chancery.Mail.Tests.Content;

/// <summary>One pass finds what looking for each word by itself finds.</summary>
public sealed class AutomatonTests
{
    [Fact]
    public void Every_occurrence_of_every_word_is_found()
    {
        var letters = Gen.Char["abcAB \nü"];
        Gen.Select(Gen.String[letters, 1, 5].Array[1, 12], Gen.String[letters, 0, 60]).Sample((words, text) =>
        {
            var distinct = words.Select(Folded).Distinct().ToArray();
            Assert.Equal(Naive(distinct, Folded(text)), Found(new Automaton(distinct), text));
        }, iter: 2000);
    }

    [Fact]
    public void So_it_is_with_more_words_than_a_table_holds()
    {
        var words = Enumerable.Range(0, 60_000).Select(i => $"{(char)('A' + i % 26)}{(char)('\u4E00' + i % 2000)}-{i:x}").Select(Folded).ToArray();
        var automaton = new Automaton(words);
        var text = string.Join(' ', words.Where((_, i) => i % 1000 == 7));
        Assert.Equal(60, Found(automaton, text).Select(hit => hit.Word).Where(word => word % 1000 == 7).Distinct().Count());
    }

    private static string Folded(string text) => string.Concat(text.Select(Folding.Fold));

    private static List<(int Word, int End)> Found(Automaton automaton, string text)
    {
        var hits = new Hits();
        automaton.Scan(text, ref hits);
        return [.. hits.All.Order()];
    }

    private static List<(int Word, int End)> Naive(string[] words, string text) =>
    [
        .. from word in Enumerable.Range(0, words.Length)
           from at in Enumerable.Range(0, text.Length)
           where string.CompareOrdinal(text, at, words[word], 0, words[word].Length) == 0
           orderby word, at
           select (word, at + words[word].Length),
    ];

    private sealed class Hits : Automaton.IHits
    {
        public List<(int Word, int End)> All { get; } = [];

        public void Add(int word, int end) => All.Add((word, end));
    }
}
