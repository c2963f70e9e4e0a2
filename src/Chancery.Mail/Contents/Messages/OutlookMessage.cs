using System.Text;
using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Messages;

/// <summary>A message as Outlook saves it (MS-OXMSG): a compound file; messages within it are storages of the same form.</summary>
internal sealed class OutlookMessage(Stream content) : Container(content)
{
    private const string Property = "__substg1.0_", AttachmentFolder = "__attach_version1.0_";
    private const int LongestName = 4096;

    public override IEnumerable<ContainerEntry> Entries()
    {
        var file = CompoundFile.Open(Content);
        return Message(file, "", "");
    }

    private static IEnumerable<ContainerEntry> Message(CompoundFile file, string folder, string label)
    {
        foreach (var body in Bodies(file, folder, label)) yield return body;
        foreach (var storage in Children(file, folder).Where(entry => !entry.IsStream && entry.Name.StartsWith(AttachmentFolder, StringComparison.Ordinal)))
        {
            var within = storage.Path + "/";
            var name = label + (Text(file, within, "3707") ?? Text(file, within, "3704") ?? Text(file, within, "3001") ?? "attachment");
            if (file.Find(within + Property + "37010102") is { IsStream: true } data)
                yield return new ContainerEntry(name, () => file.OpenStream(data)) { DeclaredType = (Text(file, within, "370E") ?? "").ToLowerInvariant(), Inline = Text(file, within, "3712") is { Length: > 0 }, IsStored = true };
            else if (file.Find(within + Property + "3701000D") is { } inner)
            {
                var attached = Message(file, inner.Path + "/", name + "/").ToList();
                // An object of another program, which is not a message.
                if (attached.Count == 0 && Children(file, inner.Path + "/").Any()) yield return new ContainerEntry(name, null) { Unreadable = "of a type that is not looked into" };
                foreach (var entry in attached) yield return entry;
            }
        }
    }

    private static IEnumerable<ContainerEntry> Bodies(CompoundFile file, string folder, string label)
    {
        foreach (var (tag, name, type, charset) in ((string, string, string, string?)[])
        [
            ("1000001F", "body.txt", "text/plain", "utf-16le"), ("1000001E", "body.txt", "text/plain", null), ("10130102", "body.html", "text/html", null),
            ("1013001F", "body.html", "text/html", "utf-16le"), ("1013001E", "body.html", "text/html", null),
        ])
            if (file.Find(folder + Property + tag) is { IsStream: true, Size: > 0 } body)
                yield return new ContainerEntry(label + name, () => file.OpenStream(body)) { DeclaredType = type, Type = type == "text/html" ? "html" : "text", Charset = charset, Inline = true, Role = ContentRole.Body, IsStored = true };
        if (file.Find(folder + Property + "10090102") is { IsStream: true, Size: > 0 } rtf)
            yield return new ContainerEntry(label + "body.rtf", () => TnefContainer.Rtf(file.OpenStream(rtf))) { DeclaredType = "application/rtf", Inline = true, Role = ContentRole.Body };
    }

    private static IEnumerable<CompoundEntry> Children(CompoundFile file, string folder) =>
        file.Entries.Where(entry => entry.Path.Length > folder.Length && entry.Path.StartsWith(folder, StringComparison.Ordinal) && entry.Path.IndexOf('/', folder.Length) < 0);

    private static string? Text(CompoundFile file, string folder, string id)
    {
        if (file.Start(folder + Property + id + "001F", LongestName) is { Length: > 0 } unicode) return Encoding.Unicode.GetString(unicode).TrimEnd('\0');
        return file.Start(folder + Property + id + "001E", LongestName) is { Length: > 0 } octets ? Encoding.Latin1.GetString(octets).TrimEnd('\0') : null;
    }
}
