using System.Text.RegularExpressions;

namespace Chancery.Policy.Registry.Shapes;

/// <summary>Shapes that many places share.</summary>
internal static class Forms
{
    /// <summary>Of rules and tenants.</summary>
    public const string IdPattern = "^[a-z0-9][a-z0-9-]{0,62}$";

    private const string Relation = @"^\s*(<=?|>=?)?\s*";

    public static readonly Shape Text = new Shape.Text();
    public static readonly Shape Flag = new Shape.Flag();
    public static readonly Shape Count = new Shape.Number(1);
    public static readonly Shape Nothing = new Shape.Nothing();
    public static readonly Shape Texts = OneOrMore(Text, 0);

    public static readonly Shape Size = new Shape.Named("size");
    public static readonly Shape Duration = new Shape.Named("duration");
    public static readonly Shape Time = new Shape.Named("time");
    public static readonly Shape Domain = new Shape.Named("domain");
    public static readonly Shape Domains = OneOrMore(Domain, 0);
    public static readonly Shape Address = new Shape.Named("address");
    public static readonly Shape Condition = new Shape.Named("condition");
    public static readonly Shape AttachmentCondition = new Shape.Named("attachmentCondition");
    public static readonly Shape PlanCondition = new Shape.Named("planCondition");
    public static readonly Shape NamedCondition = new Shape.Either([Condition, AttachmentCondition]);
    public static readonly Shape Actions = new Shape.Named("actions");

    public static Shape.Either OneOrMore(Shape item, int least = 1) => new([item, new Shape.Items(item, least)]);

    public static Shape.Items Many(Shape item, int least = 0) => new(item, least);

    public static Shape.Keys Keys(params IReadOnlyList<KeyDescriptor> known) => new(known);

    public static Shape.Text Pattern(string pattern) => new(pattern);

    public static Shape.Choice Choice(Choices values) => new(values);

    /// <summary>A size or a number, with a relation before it where one may stand.</summary>
    public static string QuantityPattern(UnitKind kind, bool relation) =>
        (relation ? Relation : @"^\s*") + @"[0-9]+(\.[0-9]+)?\s*(" + string.Join('|', UnitRegistry.Of(kind).Select(unit => unit.Name)) + @")\s*$";

    public static string NumberPattern => Relation + @"[-+]?[0-9]+(\.[0-9]+)?\s*$";

    /// <summary>A ranked value with the relation to it: <c>&gt;= internal</c>.</summary>
    public static string RankPattern(IEnumerable<string> values) => @"^\s*(<=?|>=?)\s*(" + string.Join('|', values.Select(Regex.Escape)) + @")\s*$";
}
