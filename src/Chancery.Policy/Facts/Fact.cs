namespace Chancery.Policy.Facts;

/// <summary>What is known of a fact: its value, or why it could not be known. A fact that nobody asked for is absent from the <see cref="FactSet"/>.</summary>
public abstract record Fact
{
    private Fact() { }

    public sealed record Known(FactValue Value) : Fact;

    /// <summary>
    /// Undeterminable (encrypted, over a limit, broken), or unavailable for longer than <c>facts.wait</c> (language, R2).
    /// </summary>
    /// <param name="Reason">For people, without content of the message.</param>
    public sealed record Unknown(string Reason) : Fact
    {
        /// <summary>
        /// It is this or more: hits found before the text broke off, the highest label of the sources that could be read.
        /// Null: nothing is known.
        /// </summary>
        public FactValue? AtLeast { get; init; }
    }

    public static Fact Of(string value) => new Known(new FactValue.Text(value));

    public static Fact Of(bool value) => new Known(new FactValue.Flag(value));

    public static Fact Of(decimal value) => new Known(new FactValue.Number(value));

    public static Fact Of(IEnumerable<string> values) => new Known(new FactValue.Set([.. values]));
}
