using Chancery.Mail.Headers;

namespace Chancery.Mail.Copies;

/// <summary>An outgoing copy as a value: what it takes from the stored original and what it adds. The original itself is never changed.</summary>
public sealed class MessageView : IEquatable<MessageView>
{
    private readonly List<ViewSegment> _segments;

    public MessageView(IEnumerable<ViewSegment> segments)
    {
        _segments = ViewSegments.Merge(segments);
        Length = _segments.Sum(segment => segment.Length);
    }

    public IReadOnlyList<ViewSegment> Segments => _segments;

    /// <summary>Octets of the copy as it leaves.</summary>
    public long Length { get; }

    /// <summary>The original byte for byte, after the prefix, without the fields the predicate names.</summary>
    /// <param name="prefix">Whole header lines with their line ends (trace fields), or nothing.</param>
    /// <exception cref="HeaderTooLongException">The header section is over its limit: what must be removed cannot be known.</exception>
    public static MessageView Untouched(RawHeaderBlock header, ReadOnlyMemory<byte> prefix, Predicate<RawField> remove) =>
        Build(header, prefix, field => remove(field) ? [] : null);

    /// <param name="replace">The octets in a field's place, empty to remove it; null keeps it.</param>
    internal static MessageView Build(RawHeaderBlock header, ReadOnlyMemory<byte> prefix, Func<RawField, byte[]?> replace)
    {
        if (header.OverLimit) throw new HeaderTooLongException(header.BodyOffset);
        List<ViewSegment> segments = [new ViewSegment.Literal(prefix)];
        foreach (var field in header.Fields)
            segments.Add(replace(field) is { } octets
                ? new ViewSegment.Literal(octets)
                : new ViewSegment.Range(field.Offset, field.Length));
        var end = header.Fields.Count == 0 ? 0 : header.Fields[^1].Offset + header.Fields[^1].Length;
        segments.Add(new ViewSegment.Range(end, header.MessageLength - end));
        return new MessageView(segments);
    }

    /// <summary>The copy as a seekable, read-only stream. Disposing it disposes the original.</summary>
    /// <param name="original">Seekable; owned by the returned stream from now on.</param>
    public Stream Open(Stream original) => new ViewStream(this, original);

    public bool Equals(MessageView? other) => other is not null && _segments.SequenceEqual(other._segments);

    public override bool Equals(object? obj) => Equals(obj as MessageView);

    public override int GetHashCode() => HashCode.Combine(_segments.Count, Length);
}
