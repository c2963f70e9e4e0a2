namespace Chancery.Policy.Registry.Shapes;

/// <summary>What may stand at a place of a document. Schema and reference are written from it; what the schema cannot say, the parsers check.</summary>
internal abstract record Shape
{
    private Shape() { }

    /// <summary>Any scalar, or one of a form. Numbers and booleans count as the text they are written as: YAML does not type the language's values.</summary>
    public sealed record Text(string? Pattern = null) : Shape;

    public sealed record Choice(Choices Values) : Shape;

    public sealed record Flag : Shape;

    public sealed record Number(int? Least = null) : Shape;

    /// <summary>A form that has a name: <c>condition</c>, <c>size</c>.</summary>
    public sealed record Named(string Definition) : Shape;

    public sealed record Items(Shape Item, int Least = 0, int? Most = null) : Shape
    {
        public bool Unique { get; init; }
    }

    /// <summary>A mapping whose keys are known.</summary>
    public sealed record Keys(IReadOnlyList<KeyDescriptor> Known) : Shape
    {
        public int Least { get; init; }

        public int? Most { get; init; }

        /// <summary>One of these must be there.</summary>
        public IReadOnlyList<string> OneOf { get; init; } = [];

        public IReadOnlyList<Snippet> Snippets { get; init; } = [];
    }

    /// <summary>A mapping whose keys are names of the author's own.</summary>
    public sealed record Names(Shape Value) : Shape;

    public sealed record Either(IReadOnlyList<Shape> Options) : Shape;

    /// <summary>The key stands alone: <c>quarantine:</c>.</summary>
    public sealed record Nothing : Shape;

    public sealed record Anything : Shape;
}

/// <param name="Body">JSON of what an editor inserts, <c>$1</c> marks where to write next.</param>
internal sealed record Snippet(Help Label, string Body);
