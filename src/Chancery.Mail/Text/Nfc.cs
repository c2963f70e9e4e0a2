using System.Text;

namespace Chancery.Mail.Text;

/// <summary>Normalization form C (UAX 15): one spelling for what people take for the same text.</summary>
public static class Nfc
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Vowels = 21, Tails = 28, Syllables = 19 * Vowels * Tails;

    /// <summary>Lone surrogates become U+FFFD.</summary>
    public static string Normalise(string text)
    {
        if (IsTrivial(text)) return text;
        List<int> codes = [];
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, codes);
        Order(codes);
        var normalised = new StringBuilder(text.Length);
        foreach (var code in Compose(codes)) normalised.Append(new Rune(code).ToString());
        return normalised.ToString();
    }

    /// <summary>Below U+0300 nothing decomposes that would not compose again.</summary>
    private static bool IsTrivial(string text) => !text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF');

    private static void Decompose(int code, List<int> into)
    {
        var syllable = code - HangulBase;
        if (syllable is >= 0 and < Syllables)
        {
            into.Add(LeadBase + syllable / (Vowels * Tails));
            into.Add(VowelBase + syllable % (Vowels * Tails) / Tails);
            if (syllable % Tails != 0) into.Add(TailBase + syllable % Tails);
        }
        else if (CanonicalData.DecompositionOf(code) is { } mapping)
            foreach (var part in mapping) Decompose(part, into);
        else
            into.Add(code);
    }

    /// <summary>Sorts each run of combining marks by class, keeping the order of equals.</summary>
    private static void Order(List<int> codes)
    {
        var start = 0;
        while (start < codes.Count)
        {
            var end = start;
            while (end < codes.Count && CanonicalData.ClassOf(codes[end]) != 0) end++;
            if (end - start > 1)
            {
                var run = codes.GetRange(start, end - start).OrderBy(CanonicalData.ClassOf).ToList();
                for (var i = 0; i < run.Count; i++) codes[start + i] = run[i];
            }
            start = end + 1;
        }
    }

    private static List<int> Compose(List<int> codes)
    {
        List<int> composed = [];
        var starter = -1;
        var lastClass = 0;
        foreach (var code in codes)
        {
            var ownClass = CanonicalData.ClassOf(code);
            var adjacent = starter == composed.Count - 1;
            if (starter >= 0 && (adjacent || (lastClass != 0 && lastClass < ownClass)) && Pair(composed[starter], code) is { } one)
            {
                composed[starter] = one;
                continue;
            }
            if (ownClass == 0) starter = composed.Count;
            lastClass = ownClass;
            composed.Add(code);
        }
        return composed;
    }

    private static int? Pair(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + 19 && second is >= VowelBase and < VowelBase + Vowels)
            return HangulBase + ((first - LeadBase) * Vowels + (second - VowelBase)) * Tails;
        var syllable = first - HangulBase;
        if (syllable is >= 0 and < Syllables && syllable % Tails == 0 && second is > TailBase and < TailBase + Tails)
            return first + (second - TailBase);
        return CanonicalData.Compose(first, second);
    }
}
