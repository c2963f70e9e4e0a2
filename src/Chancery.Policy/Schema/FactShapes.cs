using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Schema;

/// <summary>What may stand behind a fact: a literal, a list of them, or operators (language, 1.5, R26).</summary>
internal static class FactShapes
{
    private const string ListReference = @"list\([^()\s]+\)";

    /// <summary>Tests that do not depend on the fact, by the name of their definition.</summary>
    public static IReadOnlyList<KeyDescriptor> Shared { get; } =
    [
        new("textTest", Test(FactType.Text, Forms.Text), "text", "Text"),
        new("domainTest", Test(FactType.Domain, Forms.Pattern($@"^({ListReference}|(?!\*\.)[^\s@/()*]+)$")), "domains", "Domänen"),
        new("addressTest", Test(FactType.Address, Forms.Pattern($@"^({ListReference}|.+@[^\s@]+)$")), "addresses", "Adressen"),
        new("networkTest", Test(FactType.Ip, Forms.Pattern($@"^({ListReference}|[0-9A-Fa-f:.]+(/[0-9]{{1,3}})?)$")), "addresses and networks", "Adressen und Netze"),
        new("setTest", Test(FactType.Set, Forms.Text), "a set of values", "eine Menge von Werten"),
        new("labelTest", Test(FactType.Ranked, Forms.Text), "labels of the vocabulary, also `>= label`", "Klassifizierungen des Vokabulars, auch `>= klasse`"),
        new("flagTest", new Shape.Either([Forms.Flag, Forms.Keys(new KeyDescriptor("is", Forms.Flag, "true or false", "true oder false"))]), "true or false", "true oder false"),
        new("numberTest", Test(FactType.Number, Forms.Pattern(Forms.NumberPattern)), "a number, also `> 3`", "eine Zahl, auch `> 3`"),
        new("sizeTest", Test(FactType.Size, Forms.Pattern(Forms.QuantityPattern(UnitKind.Size, relation: true))), "a size, also `> 25MB` (10⁶) or `>= 10MiB` (2²⁰)", "eine Größe, auch `> 25MB` (10⁶) oder `>= 10MiB` (2²⁰)"),
    ];

    /// <summary>Values and tests of the facts that have their own: <c>value.direction</c>, <c>fact.direction</c>.</summary>
    public static IReadOnlyList<KeyDescriptor> OfFacts { get; } =
    [
        .. FactRegistry.All.Where(fact => fact.Form is null && fact.Meanings is not null).Select(fact => new KeyDescriptor("value." + fact.Name, Literal(fact, fact.Meanings!), fact.English, fact.German)),
        .. FactRegistry.All.Where(HasOwn).Select(fact => new KeyDescriptor("fact." + fact.Name, Of(fact), fact.English, fact.German)),
    ];

    public static KeyDescriptor KeyOf(FactDescriptor fact) => new(fact.Name, HasOwn(fact) ? new Shape.Named("fact." + fact.Name) : new Shape.Named(NameOf(fact.Type)), fact.English, fact.German);

    private static bool HasOwn(FactDescriptor fact) => fact.Form is not null || fact.Meanings is not null || fact.Keys.Count > 0 || fact.Type == FactType.Header;

    private static Shape Of(FactDescriptor fact) => fact switch
    {
        { Form: { } form } => form,
        { Type: FactType.Header } => Forms.Keys([.. fact.Keys, .. Operators(FactType.Header, Forms.Text)]) with { Least = 3 },
        { Meanings: not null } => Test(fact.Type, new Shape.Named("value." + fact.Name), Strength(fact), fact.Keys),
        _ => With(fact.Keys, NameOf(fact.Type)),
    };

    private static Shape Literal(FactDescriptor fact, Choices meanings) =>
        fact.Type == FactType.Ranked ? new Shape.Either([Forms.Choice(meanings), Forms.Pattern(Forms.RankPattern(meanings.Names))]) : Forms.Choice(meanings);

    /// <summary>Invariants compare a plan with itself before a change.</summary>
    private static IReadOnlyList<Shape> Strength(FactDescriptor fact) =>
        fact.Source == FactSource.Plan ? [Forms.Choice(new Choices(new Choice("notWeaker", "at least as strong as before", "mindestens so stark wie zuvor")))] : [];

    /// <summary>A shared test with keys of its own.</summary>
    private static Shape.Either With(IReadOnlyList<KeyDescriptor> keys, string shared)
    {
        var options = ((Shape.Either)Shared.First(test => test.Name == shared).Shape).Options;
        return new([.. options.Select(option => option is Shape.Keys known ? known with { Known = [.. known.Known, .. keys] } : option)]);
    }

    private static string NameOf(FactType type) => type switch
    {
        FactType.Text or FactType.Header => "textTest",
        FactType.Domain => "domainTest",
        FactType.Address => "addressTest",
        FactType.Size => "sizeTest",
        FactType.Number => "numberTest",
        FactType.Flag => "flagTest",
        FactType.Ip => "networkTest",
        FactType.Set => "setTest",
        FactType.Enum or FactType.Ranked => "labelTest",
    };

    private static Shape Test(FactType type, Shape literal) => Test(type, literal, [], []);

    private static Shape Test(FactType type, Shape literal, IReadOnlyList<Shape> besides, IReadOnlyList<KeyDescriptor> keys) =>
        new Shape.Either([literal, .. besides, Forms.Many(literal, 1), Forms.Keys([.. Operators(type, literal), .. keys]) with { Least = 1 }]);

    private static IEnumerable<KeyDescriptor> Operators(FactType type, Shape literal) =>
        OperatorRegistry.Of(type).Select(op => new KeyDescriptor(op.Name, Operand(op, literal), op.English, op.German));

    private static Shape Operand(OperatorDescriptor op, Shape literal) => op.Operand switch
    {
        Registry.Operand.OneOrMore => Forms.OneOrMore(literal),
        Registry.Operand.Two => new Shape.Items(literal, 2, 2),
        Registry.Operand.Flag => Forms.Flag,
        Registry.Operand.Number => new Shape.Named("numberTest"),
        Registry.Operand.Group => Forms.OneOrMore(Forms.Text),
    };
}
