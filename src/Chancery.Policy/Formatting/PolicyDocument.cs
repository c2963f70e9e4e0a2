using Chancery.Policy.Syntax;

namespace Chancery.Policy.Formatting;

/// <summary>A file that is in order, with its meaning and with the way it is written.</summary>
internal sealed record PolicyDocument(SourceLines Source, Node Tree, Layout Layout, Comments Comments)
{
    /// <summary>Null where the file has findings.</summary>
    /// <param name="text">With LF at the line ends.</param>
    public static PolicyDocument? Read(string file, string text, bool json, FindingBag findings)
    {
        var tree = json ? JsonReader.Read(file, text, findings) : YamlReader.Read(file, text, findings);
        // A key that stands twice is read once, and must not be written once.
        if (tree is null || findings.HasErrors)
            return null;
        var source = new SourceLines(json ? "" : text);
        var layout = json ? JsonLayoutReader.Read(text) : YamlLayoutReader.Read(source);
        return new PolicyDocument(source, tree, layout, CommentFinder.Find(source, layout));
    }

    public string Print(bool json) => json ? JsonPrinter.Print(Layout) : YamlPrinter.Print(Source, Comments, Layout);

    /// <summary>The same keys, values and order, wherever they stand.</summary>
    public static bool SameTree(Node a, Node b) => (a, b) switch
    {
        (Node.Scalar one, Node.Scalar other) => one.Text == other.Text,
        (Node.Sequence one, Node.Sequence other) => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items).All(pair => SameTree(pair.First, pair.Second)),
        (Node.Mapping one, Node.Mapping other) => one.Entries.Count == other.Entries.Count
            && one.Entries.Zip(other.Entries).All(pair => pair.First.Key.Text == pair.Second.Key.Text && SameTree(pair.First.Value, pair.Second.Value)),
        _ => false,
    };
}
