namespace Chancery.Policy.Facts;

/// <summary>The value of a known fact. A closed hierarchy: text, flag, number, set.</summary>
public abstract record FactValue
{
    private FactValue() { }

    public sealed record Text(string Value) : FactValue
    {
        public override string ToString() => Value;
    }

    public sealed record Flag(bool Value) : FactValue
    {
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>A count, a size in octets, a duration in seconds.</summary>
    public sealed record Number(decimal Value) : FactValue
    {
        public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Tags, the addresses of a header field, the values of a repeated header field, the numbers of the attachments' parts.</summary>
    public sealed record Set(IReadOnlyList<string> Values) : FactValue
    {
        public bool Equals(Set? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Aggregate(17, (hash, value) => HashCode.Combine(hash, value));

        public override string ToString() => $"[{string.Join(", ", Values)}]";
    }
}
