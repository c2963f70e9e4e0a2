using Chancery.Policy.Findings;

namespace Chancery.Host.Output;

/// <summary>Findings for people, each with the line at fault.</summary>
internal static class FindingText
{
    private const int LargestSource = 1 << 20;

    public static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        var sources = new Dictionary<string, string[]?>(StringComparer.Ordinal);
        foreach (var finding in findings)
            output.WriteLine(FindingFormat.Text(finding, LinesOf));

        IReadOnlyList<string>? LinesOf(string file)
        {
            if (!sources.TryGetValue(file, out var lines))
                sources[file] = lines = Read(file);
            return lines;
        }
    }

    private static string[]? Read(string file)
    {
        try
        {
            return File.Exists(file) && new FileInfo(file).Length < LargestSource ? File.ReadAllLines(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
