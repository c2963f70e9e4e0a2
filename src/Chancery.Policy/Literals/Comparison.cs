namespace Chancery.Policy.Literals;

internal enum Relation { Equal, Above, AtLeast, Below, AtMost }

/// <summary>A literal with its relation: <c>&gt; 25MB</c>; without one it means equal.</summary>
internal static class Comparison
{
    private static readonly (string Sign, Relation Relation)[] Signs =
        [(">=", Relation.AtLeast), ("<=", Relation.AtMost), (">", Relation.Above), ("<", Relation.Below)];

    public static (Relation Relation, string Operand) Split(string text)
    {
        var trimmed = text.Trim();
        foreach (var (sign, relation) in Signs)
        {
            if (trimmed.StartsWith(sign, StringComparison.Ordinal))
                return (relation, trimmed[sign.Length..].Trim());
        }

        return (Relation.Equal, trimmed);
    }

    public static Relation? Named(string op) => op switch
    {
        ">" => Relation.Above,
        ">=" or "atLeast" => Relation.AtLeast,
        "<" => Relation.Below,
        "<=" or "atMost" => Relation.AtMost,
        "is" => Relation.Equal,
        _ => null,
    };

    public static bool Holds(this Relation relation, decimal left, decimal right) => relation switch
    {
        Relation.Above => left > right,
        Relation.AtLeast => left >= right,
        Relation.Below => left < right,
        Relation.AtMost => left <= right,
        _ => left == right,
    };

    public static string Sign(this Relation relation) => relation switch
    {
        Relation.Above => ">",
        Relation.AtLeast => ">=",
        Relation.Below => "<",
        Relation.AtMost => "<=",
        _ => "=",
    };
}
