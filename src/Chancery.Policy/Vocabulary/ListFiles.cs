using Chancery.Policy.Loading;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>Files that a vocabulary names: one entry per line, <c>#</c> comments, read relative to the document.</summary>
internal sealed class ListFiles(FindingBag findings)
{
    private readonly List<SourceFile> _read = [];

    /// <summary>What was read, for the digest of the policy.</summary>
    public IReadOnlyList<SourceFile> Read => _read;

    /// <summary>The entries with their places in the file.</summary>
    public IReadOnlyList<Node.Scalar> Entries(SourceFile document, Node.Scalar path)
    {
        if (Path.IsPathRooted(path.Text) || path.Text.Split('/', '\\').Contains("..") || path.Text.Contains('\0', StringComparison.Ordinal))
        {
            findings.Error("CH3306", path.At, $"`{path.Text}` lies outside the folder of the document", "write a path below it, like `lists/partners.txt`");
            return [];
        }

        var file = SourceFile.At(Path.Combine(Path.GetDirectoryName(document.Path) ?? "", path.Text), NameBeside(document, path.Text));
        if (file.Octets is null)
        {
            findings.Error("CH3305", path.At, $"file `{path.Text}` is missing or cannot be read", "put it beside the vocabulary, or correct the path");
            return [];
        }

        _read.Add(file);
        return SourceText.Read(file.Path, file.Octets, findings) is { } text ? [.. Lines(file.Path, text)] : [];
    }

    private static string NameBeside(SourceFile document, string path) =>
        document.Name.LastIndexOf('/') is >= 0 and var slash ? document.Name[..(slash + 1)] + path : path;

    private static IEnumerable<Node.Scalar> Lines(string file, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var comment = line.IndexOf('#', StringComparison.Ordinal);
            var entry = (comment < 0 ? line : line[..comment]).Trim();
            if (entry.Length > 0)
                yield return new Node.Scalar(new Place(file, number, line.IndexOf(entry, StringComparison.Ordinal) + 1, entry.Length), entry);
        }
    }
}
