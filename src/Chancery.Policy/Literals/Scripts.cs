using System.Globalization;

namespace Chancery.Policy.Literals;

/// <summary>Writing systems of letters, as far as domains mix them up on purpose.</summary>
internal static class Scripts
{
    private static readonly (int From, int To, string Name)[] Ranges =
    [
        ('A', 'Z', "Latin"), ('a', 'z', "Latin"), (0x00C0, 0x024F, "Latin"), (0x1E00, 0x1EFF, "Latin"),
        (0x0370, 0x03FF, "Greek"), (0x1F00, 0x1FFF, "Greek"), (0x0400, 0x052F, "Cyrillic"), (0x1C80, 0x1C8F, "Cyrillic"), (0x2DE0, 0x2DFF, "Cyrillic"), (0xA640, 0xA69F, "Cyrillic"),
        (0x0530, 0x058F, "Armenian"), (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x06FF, "Arabic"), (0x0750, 0x077F, "Arabic"), (0x0E00, 0x0E7F, "Thai"), (0x10A0, 0x10FF, "Georgian"),
        (0x13A0, 0x13FF, "Cherokee"), (0x3040, 0x30FF, "Japanese"), (0x3400, 0x9FFF, "Han"), (0xAC00, 0xD7AF, "Hangul"), (0x1100, 0x11FF, "Hangul"), (0x3100, 0x312F, "Bopomofo"),
    ];

    /// <summary>Letters of other alphabets that look like Latin ones.</summary>
    private const string LikeLatin = "аеорсухіјѕһԁԛԝӏкмтвнгпαορνυικτχγ";

    /// <summary>Two alphabets in one label of a name; null if the label uses one, or a usual mixture of East Asian ones.</summary>
    public static (string First, string Second)? Mixed(string label)
    {
        var found = label.Select(Of).OfType<string>().Distinct().ToList();
        if (found.Count < 2 || found.All(script => script is "Latin" or "Han" or "Japanese" or "Hangul" or "Bopomofo"))
            return null;
        return (found[0], found[1]);
    }

    /// <summary>A label all of whose letters belong to another alphabet and look like Latin ones.</summary>
    public static string? LookingLatin(string label)
    {
        var letters = label.Where(char.IsLetter).ToList();
        return letters.Count > 0 && letters.All(letter => LikeLatin.Contains(char.ToLowerInvariant(letter), StringComparison.Ordinal)) ? Of(letters[0]) : null;
    }

    /// <summary>Letters of full width, and signs without width.</summary>
    public static bool HasDisguise(string label) =>
        label.Any(c => c is >= '\uFF00' and <= '\uFFEF' || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control);

    private static string? Of(char c) => Ranges.Where(range => c >= range.From && c <= range.To).Select(range => range.Name).FirstOrDefault();
}
