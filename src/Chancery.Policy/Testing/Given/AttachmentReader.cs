using System.Globalization;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Given;

/// <summary>Reads the attachments of the short form, and what archives among them hold.</summary>
internal sealed class AttachmentReader(Reader reader)
{
    private static readonly string[] FlagNames = ["inline", "encrypted", "inspectable", "macro", "active", "typeMismatch"];

    private static readonly string[] Keys = ["name", "type", "size", "ext", "declaredType", "label", "unknown", "archive", .. FlagNames];

    /// <summary>Part 1 is the text.</summary>
    private const int FirstPart = 2;

    public List<GivenAttachment> Read(IReadOnlyList<Node> nodes) =>
        [.. nodes.Select((node, i) => One(node, (i + FirstPart).ToString(CultureInfo.InvariantCulture)))];

    private GivenAttachment One(Node node, string part)
    {
        if (reader.Mapping(node, "an attachment", Keys) is not { } attachment)
            return new GivenAttachment(part);
        return new GivenAttachment(part)
        {
            Name = reader.Text(attachment, "name")?.Text,
            Type = reader.Text(attachment, "type")?.Text,
            Size = MailReader.AmountOf(reader, attachment, "size"),
            Ext = reader.Text(attachment, "ext")?.Text,
            DeclaredType = reader.Text(attachment, "declaredType")?.Text,
            Label = reader.Text(attachment, "label")?.Text,
            Flags = FlagNames.Where(name => attachment.Find(name) is not null).ToDictionary(name => name, name => reader.Flag(attachment, name, false)),
            Unknown = [.. reader.Texts(attachment, "unknown").Where(IsFact).Select(name => name.Text)],
            Archive = attachment.Find("archive") is { } archive ? Archive(archive.Value, part) : null,
        };
    }

    private bool IsFact(Node.Scalar name)
    {
        if (Keys.Contains(name.Text) || name.Text.StartsWith("archive.", StringComparison.Ordinal))
            return true;
        reader.Findings.Error("CH6004", name.At, $"an attachment has no `{name.Text}`{Similar.Hint(name.Text, Keys)}", $"known are {string.Join(", ", Keys)}", Similar.Nearest(name.Text, Keys));
        return false;
    }

    private GivenArchive? Archive(Node node, string part)
    {
        if (reader.Mapping(node, "`archive`", "depth", "entries", "ratio", "contains") is not { } archive)
            return null;
        return new GivenArchive(
            MailReader.AmountOf(reader, archive, "depth"),
            MailReader.AmountOf(reader, archive, "entries"),
            MailReader.AmountOf(reader, archive, "ratio"),
            [.. reader.List(archive, "contains", "files").Select((entry, i) => One(entry, string.Create(CultureInfo.InvariantCulture, $"{part}!{i}")))]);
    }
}
