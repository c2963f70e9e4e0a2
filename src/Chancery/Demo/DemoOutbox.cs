using System.Text;
using System.Text.Json;
using Chancery.Studio.Model;

namespace Chancery.Host.Demo;

/// <summary>A folder of mails as they arrived: <c>ID.eml</c> with the exact bytes, and <c>ID.json</c> with envelope and origin.</summary>
internal sealed class DemoOutbox(string folder)
{
    private const int LongestHeader = 64 * 1024;

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public string PathOf(string copyId, string extension) => Path.Combine(Folder, copyId + extension);

    /// <summary>Copies of one message of the gateway, in order of arrival.</summary>
    public IReadOnlyList<DeliveredCopy> CopiesOf(string messageId) =>
        [.. Notes().Where(note => note.Origin == messageId).OrderBy(note => note.Id, StringComparer.Ordinal).Select(CopyOf)];

    /// <summary>Null unless this copy is one of that message.</summary>
    public Stream? Open(string messageId, string copyId) =>
        Notes().Any(note => note.Id == copyId && note.Origin == messageId) ? File.OpenRead(PathOf(copyId, ".eml")) : null;

    public void Add(CopyNote note) => File.WriteAllText(PathOf(note.Id, ".json"), JsonSerializer.Serialize(note));

    private IEnumerable<CopyNote> Notes() =>
        Directory.EnumerateFiles(Folder, "*.json").Select(file => JsonSerializer.Deserialize<CopyNote>(File.ReadAllText(file))).OfType<CopyNote>();

    private DeliveredCopy CopyOf(CopyNote note) =>
        new(note.Id, note.ArrivedAt, note.From, note.To, new FileInfo(PathOf(note.Id, ".eml")).Length, HeadersOf(PathOf(note.Id, ".eml")));

    private static string HeadersOf(string file)
    {
        using var stream = File.OpenRead(file);
        var buffer = new byte[LongestHeader];
        var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var end = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        return Encoding.UTF8.GetString(buffer, 0, end < 0 ? count : end);
    }
}

/// <param name="Origin">Id of the gateway's message, from its Received field; empty if it has none.</param>
internal sealed record CopyNote(string Id, string Origin, DateTimeOffset ArrivedAt, string From, IReadOnlyList<string> To);
