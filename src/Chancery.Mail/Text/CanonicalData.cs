using System.Globalization;

namespace Chancery.Mail.Text;

/// <summary>Canonical mappings of Unicode. The runtime's own are absent in invariant globalization.</summary>
internal static class CanonicalData
{
    private static readonly Dictionary<int, int[]> Decompositions = [];
    private static readonly Dictionary<(int, int), int> Compositions = [];
    private static readonly Dictionary<int, byte> Classes = [];

    static CanonicalData()
    {
        using var stream = typeof(CanonicalData).Assembly.GetManifestResourceStream("canonical.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Contains('=', StringComparison.Ordinal) && line[0] != '#') TakeMapping(line);
            else if (line.Contains(':', StringComparison.Ordinal) && line[0] != '#') TakeClass(line);
    }

    public static int[]? DecompositionOf(int code) => Decompositions.GetValueOrDefault(code);

    public static int? Compose(int first, int second) =>
        Compositions.TryGetValue((first, second), out var composed) ? composed : null;

    public static byte ClassOf(int code) => Classes.GetValueOrDefault(code);

    private static void TakeMapping(string line)
    {
        var sides = line.Split('=');
        var code = Hex(sides[0].TrimEnd('!'));
        var mapping = sides[1].Split(' ').Select(Hex).ToArray();
        Decompositions[code] = mapping;
        if (mapping.Length == 2 && sides[0][^1] != '!') Compositions[(mapping[0], mapping[1])] = code;
    }

    private static void TakeClass(string line)
    {
        var sides = line.Split(':');
        var range = sides[0].Split('-').Select(Hex).ToArray();
        for (var code = range[0]; code <= range[1]; code++) Classes[code] = byte.Parse(sides[1], CultureInfo.InvariantCulture);
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
