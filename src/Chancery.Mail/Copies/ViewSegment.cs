namespace Chancery.Mail.Copies;

/// <summary>A piece of an outgoing copy. A closed hierarchy: octets of its own, or a range of the stored original.</summary>
public abstract record ViewSegment
{
    private ViewSegment() { }

    /// <summary>Octets.</summary>
    public abstract long Length { get; }

    public sealed record Literal(ReadOnlyMemory<byte> Octets) : ViewSegment
    {
        public override long Length => Octets.Length;

        public bool Equals(Literal? other) => other is not null && Octets.Span.SequenceEqual(other.Octets.Span);

        public override int GetHashCode() => Octets.Length;
    }

    /// <param name="Offset">Octets from the start of the original.</param>
    public sealed record Range(long Offset, long Count) : ViewSegment
    {
        public override long Length => Count;
    }
}
