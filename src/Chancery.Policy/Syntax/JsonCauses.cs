namespace Chancery.Policy.Syntax;

/// <summary>What the JSON parser complains about, in the words of who wrote the file, with the cure.</summary>
internal static class JsonCauses
{
    private const string Look = "check quotes, commas and brackets around this place";

    /// <param name="rest">The line from the place on.</param>
    public static (string Cause, string Cure) Of(string said, string rest) => (said, rest) switch
    {
        (_, ['/', '/' or '*', ..] or ['#', ..]) => ("JSON has no comments", "take it away, use `title`, or write the policy in YAML: `chancery policy convert FILE --to yaml`"),
        (_, ['\'', ..] or ['„' or '“' or '”', ..]) => ("names and texts stand in double quotes", "write `\"` around them"),
        var (message, _) when message.Contains("trailing comma", StringComparison.Ordinal) => ("a comma stands before the closing bracket", "take the comma away"),
        var (message, _) when message.Contains("maximum configured depth", StringComparison.Ordinal) => ("brackets are nested too deep", $"nest at most {YamlShape.MaxDepth} levels"),
        var (message, _) when message.Contains("reach end of data", StringComparison.Ordinal) || message.Contains("expected depth to be zero", StringComparison.OrdinalIgnoreCase) || message.Contains("one of '\"", StringComparison.Ordinal) && rest.Length == 0 => ("the file ends before every bracket and quote is closed", "close `{` with `}` and `[` with `]`"),
        (_, ['+' or '.' or '>' or '<', ..]) => ("a value begins with a sign that needs quotes", "put it in quotes: `\"size\": \"> 25MB\"`"),
        (_, [var letter, ..]) when char.IsLetter(letter) => ("a name or text is not in quotes", "write `\"` around it; bare are only `true`, `false`, `null` and numbers"),
        _ => (Plain(said), Look),
    };

    private static string Plain(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = (end < 0 ? message : message[..end]).TrimEnd('.');
        return char.ToLowerInvariant(message[0]) + message[1..];
    }
}
