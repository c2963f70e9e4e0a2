using System.Text;
using Chancery.Policy.Findings;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Formatting;

/// <summary>A policy file written anew.</summary>
/// <param name="Text">Null where the file has findings; it stays as it is then.</param>
/// <param name="CommentsLeft">How many comments the other form has no place for.</param>
public sealed record Rewritten(string? Text, int CommentsLeft, IReadOnlyList<Finding> Findings)
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    public byte[]? Octets => Text is null ? null : Encoding.UTF8.GetBytes(Text);
}

/// <summary>
/// Writes policy files anew without changing what they say: in canonical form, or as the other of YAML and JSON. What was
/// written is read again and compared before it is handed out.
/// </summary>
public static class PolicyRewrite
{
    /// <summary>JSON by its name; every other file is YAML.</summary>
    public static bool IsJson(string file) => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The canonical form; line ends stay CRLF where the first one is.</summary>
    /// <param name="file">For findings; its ending says what it is.</param>
    public static Rewritten Format(string file, byte[] octets) => Rewrite(file, octets, IsJson(file));

    /// <summary>The same document as JSON or as YAML; from YAML to JSON the comments stay behind.</summary>
    public static Rewritten Convert(string file, byte[] octets, bool toJson) => Rewrite(file, octets, toJson);

    private static Rewritten Rewrite(string file, byte[] octets, bool toJson)
    {
        var findings = new FindingBag();
        if (SourceText.Read(file, octets, findings) is not { } text)
            return new Rewritten(null, 0, findings.Sorted);
        var unix = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (PolicyDocument.Read(file, unix, IsJson(file), findings) is not { } document)
            return new Rewritten(null, 0, findings.Sorted);
        var written = document.Print(toJson);
        Compare(file, document, written, toJson, findings);
        if (findings.Sorted.Count > 0)
            return new Rewritten(null, 0, findings.Sorted);
        var windows = text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && text[end - 1] == '\r';
        return new Rewritten(windows ? written.Replace("\n", "\r\n", StringComparison.Ordinal) : written, toJson ? document.Comments.Count : 0, []);
    }

    private static void Compare(string file, PolicyDocument before, string written, bool json, FindingBag findings)
    {
        var again = new FindingBag();
        var after = PolicyDocument.Read(file, written, json, again);
        var same = after is not null && PolicyDocument.SameTree(before.Tree, after.Tree)
            && (json || before.Comments.Texts.Order(StringComparer.Ordinal).SequenceEqual(after.Comments.Texts.Order(StringComparer.Ordinal)));
        if (same)
            return;
        var why = again.Sorted is [var first, ..] ? $": {first.Message}" : "";
        findings.Error("CH1016", new Place(file, 1, 1, 0), $"written anew, the file would not say the same{why}", "the file stays as it is; shorten its longest key, or nest less deep");
    }
}
