namespace Chancery.Policy.Syntax;

/// <summary>A place in a file. Lines and columns count from 1, columns and length in UTF-16 units.</summary>
/// <param name="Length">With the quotes. Exact where <paramref name="Writing"/> is given, else only something to underline.</param>
internal readonly record struct Place(string File, int Line, int Column, int Length, Writing Writing = Writing.None);

/// <summary>The tree that YAML and JSON files are read into; every node knows its place.</summary>
internal abstract record Node(Place At)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }

    /// <param name="Text">As written; typed later, by the schema and never by YAML.</param>
    public sealed record Scalar(Place At, string Text) : Node(At)
    {
        /// <summary>Nothing stands there at all, not even empty quotes.</summary>
        public bool IsNothing => At.Writing == Writing.None && Text.Length == 0 || At.Writing == Writing.Json && Text == "null" && At.Length == 4;

        public override string Kind => IsNothing ? "empty" : "a value";
    }

    public sealed record Sequence(Place At, IReadOnlyList<Node> Items) : Node(At)
    {
        public override string Kind => "a list";
    }

    public sealed record Mapping(Place At, IReadOnlyList<Entry> Entries) : Node(At)
    {
        public override string Kind => "a mapping";

        public Entry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);
    }

    public sealed record Entry(Scalar Key, Node Value);
}
