namespace Chancery.Policy.Registry;

/// <summary>What stands behind an operator.</summary>
internal enum Operand { OneOrMore, Two, Flag, Number, Group }

/// <param name="Types">The types of facts that know it.</param>
internal sealed record OperatorDescriptor(string Name, IReadOnlyList<FactType> Types, Operand Operand, string English, string German)
{
    public Help Help => new(English, German);
}

/// <summary>All operators of the language (1.5). Several in one mapping must all hold.</summary>
internal static class OperatorRegistry
{
    private static readonly FactType[] Texts = [FactType.Text, FactType.Header];
    private static readonly FactType[] Named = [FactType.Enum, FactType.Ranked, FactType.Domain, FactType.Address, FactType.Ip, .. Texts];
    private static readonly FactType[] Numbers = [FactType.Size, FactType.Number];

    public static IReadOnlyList<OperatorDescriptor> All { get; } =
    [
        new("is", [.. Named, .. Numbers, FactType.Flag], Operand.OneOrMore, "equal to one of these; a bare value means this", "gleich einem davon; ein Wert allein bedeutet dies"),
        new("in", Named, Operand.OneOrMore, "one of these; for addresses, inside one of these networks", "eines davon; bei Adressen: in einem dieser Netze"),
        new("notIn", [FactType.Enum, FactType.Ranked], Operand.OneOrMore, "none of these", "keines davon"),
        new("atLeast", [FactType.Ranked], Operand.OneOrMore, "this rank or above, like `>= value`", "dieser Rang oder höher, wie `>= wert`"),
        new("atMost", [FactType.Ranked], Operand.OneOrMore, "this rank or below, like `<= value`", "dieser Rang oder niedriger, wie `<= wert`"),
        new("under", [FactType.Domain], Operand.OneOrMore, "this domain or one below it", "diese Domäne oder eine darunter"),
        new("group", [FactType.Address], Operand.Group, "a member of this group of the vocabulary", "Mitglied dieser Gruppe des Vokabulars"),
        new("startsWith", Texts, Operand.OneOrMore, "begins with one of these", "beginnt mit einem davon"),
        new("endsWith", Texts, Operand.OneOrMore, "ends with one of these", "endet auf eines davon"),
        new("contains", Texts, Operand.OneOrMore, "has one of these somewhere inside", "enthält eines davon"),
        new("word", Texts, Operand.OneOrMore, "has one of these as a whole word", "enthält eines davon als ganzes Wort"),
        new("glob", Texts, Operand.OneOrMore, "matches a pattern with `*` and `?`", "passt auf ein Muster mit `*` und `?`"),
        new("regex", Texts, Operand.OneOrMore, "matches a regular expression: .NET syntax without look-around, back-references and atomic groups", "passt auf einen regulären Ausdruck: .NET-Syntax ohne Vor- und Rückschau, Rückverweise und atomare Gruppen"),
        new("exists", Texts, Operand.Flag, "it is there; every other operator is false where it is absent", "ist vorhanden; fehlt es, trifft kein anderer Operator zu"),
        new("caseSensitive", Texts, Operand.Flag, "upper and lower case differ (else they do not)", "Groß- und Kleinschreibung zählt (sonst nicht)"),
        new(">", Numbers, Operand.OneOrMore, "above", "größer als"),
        new(">=", Numbers, Operand.OneOrMore, "at least", "mindestens"),
        new("<", Numbers, Operand.OneOrMore, "below", "kleiner als"),
        new("<=", Numbers, Operand.OneOrMore, "at most", "höchstens"),
        new("between", Numbers, Operand.Two, "from the first to the second, both included", "vom ersten bis zum zweiten, beide eingeschlossen"),
        new("anyOf", [FactType.Set], Operand.OneOrMore, "at least one of these is in it; a bare value or list means this", "mindestens eines davon ist darin; ein Wert oder eine Liste allein bedeutet dies"),
        new("allOf", [FactType.Set], Operand.OneOrMore, "all of these are in it", "alle davon sind darin"),
        new("noneOf", [FactType.Set], Operand.OneOrMore, "none of these is in it", "keines davon ist darin"),
        new("count", [FactType.Set], Operand.Number, "how many values it has", "wie viele Werte es hat"),
    ];

    public static IEnumerable<OperatorDescriptor> Of(FactType type) => All.Where(op => op.Types.Contains(type));

    public static IReadOnlyList<string> NamesOf(FactType type) => [.. Of(type).Select(op => op.Name)];
}
