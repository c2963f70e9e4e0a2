using Chancery.Mail.Headers;
using Chancery.Mail.Text;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Copies;

/// <summary>What rules change in the header of a copy. Values are decoded text; they are encoded (RFC 2047) and folded when applied.</summary>
public sealed record HeaderEdits
{
    public static HeaderEdits None { get; } = new();

    /// <summary>Names of fields to drop.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>Fields that shall stand once with this value: in place of the first of that name, else at the top.</summary>
    public IReadOnlyList<HeaderValue> Set { get; init; } = [];

    /// <summary>Fields to add at the top.</summary>
    public IReadOnlyList<HeaderValue> Add { get; init; } = [];

    public string SubjectPrefix { get; init; } = "";

    public string SubjectSuffix { get; init; } = "";

    /// <summary>Tags to take out of the subject, without <c>#</c> or brackets.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    private bool ChangesSubject => SubjectPrefix.Length > 0 || SubjectSuffix.Length > 0 || RemoveTags.Count > 0;

    /// <summary>The copy with these edits; everything else byte for byte.</summary>
    /// <param name="prefix">Whole header lines with their line ends (trace fields), or nothing.</param>
    /// <param name="drop">Fields that no copy keeps.</param>
    /// <exception cref="HeaderValueException">A name or value cannot stand in a header.</exception>
    /// <exception cref="HeaderTooLongException">The header section is over its limit.</exception>
    public MessageView Apply(RawHeaderBlock header, ReadOnlyMemory<byte> prefix, Predicate<RawField> drop)
    {
        var set = Replacements(header);
        var lines = set.ToDictionary(value => value.Name, value => value.Encode(header.NewLine), StringComparer.OrdinalIgnoreCase);
        var top = new MemoryStream();
        top.Write(prefix.Span);
        foreach (var value in Add) top.Write(value.Encode(header.NewLine));
        foreach (var value in set)
            if (!header.Named(value.Name).Any(field => !drop(field))) top.Write(lines[value.Name]);

        HashSet<string> gone = new(Remove, StringComparer.OrdinalIgnoreCase);
        HashSet<string> placed = new(StringComparer.OrdinalIgnoreCase);
        return MessageView.Build(header, top.ToArray(), field =>
            drop(field) ? []
            : lines.TryGetValue(field.Name, out var line) ? (placed.Add(field.Name) ? line : [])
            : gone.Contains(field.Name) ? []
            : null);
    }

    /// <summary>The last value of a name wins.</summary>
    private List<HeaderValue> Replacements(RawHeaderBlock header)
    {
        var set = Set.GroupBy(value => value.Name, StringComparer.OrdinalIgnoreCase).Select(group => group.Last()).ToList();
        if (!ChangesSubject) return set;
        var named = set.FirstOrDefault(value => value.Name.Equals("Subject", StringComparison.OrdinalIgnoreCase));
        var text = named?.Value ?? (HeaderText.DecodeAll(header, "Subject") is [var first, ..] ? first : "");
        set.Remove(named!);
        var bare = RemoveTags.Count > 0 ? SubjectTags.Remove(text, RemoveTags) : text;
        set.Add(new HeaderValue("Subject", SubjectPrefix + bare + SubjectSuffix));
        return set;
    }
}
