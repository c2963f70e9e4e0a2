namespace Chancery.Policy.Formatting;

/// <summary>A document with what its tree leaves out: how each value was written, and where, so that comments find their place again.</summary>
/// <param name="Start">Offset in the source; 0 where there is none.</param>
/// <param name="End">Offset behind it; of a block collection unknown, and never asked.</param>
internal abstract record Layout(int Start, int End)
{
    /// <summary>Where the first value in it begins: a comment before that place speaks about the whole.</summary>
    public abstract int First { get; }

    /// <param name="Bare">A number, true or false by itself, not text that looks like one.</param>
    /// <param name="SeveralLines">The author spread it over lines; it is filled anew.</param>
    /// <param name="Block">A <c>|</c> or <c>&gt;</c> text with its lines.</param>
    public sealed record Text(int Start, int End, string Value, bool Bare, bool SeveralLines = false, BlockText? Block = null) : Layout(Start, End)
    {
        public override int First => Start;
    }

    public abstract record Collection(int Start, int End, bool Flow) : Layout(Start, End)
    {
        public abstract bool IsEmpty { get; }
    }

    public sealed record List(int Start, int End, bool Flow, IReadOnlyList<Layout> Items) : Collection(Start, End, Flow)
    {
        public override bool IsEmpty => Items.Count == 0;

        public override int First => IsEmpty ? End : Items[0].First;
    }

    public sealed record Map(int Start, int End, bool Flow, IReadOnlyList<Entry> Entries) : Collection(Start, End, Flow)
    {
        public override bool IsEmpty => Entries.Count == 0;

        public override int First => IsEmpty ? End : Entries[0].Key.Start;
    }

    public sealed record Entry(Text Key, Layout Value);
}
