using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Documents;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Schema;

/// <summary>All shapes that have a name.</summary>
internal static class Definitions
{
    private static readonly KeyDescriptor[] Literals =
    [
        new("size", Forms.Pattern(Forms.QuantityPattern(UnitKind.Size, relation: false)), "a size: `25MB` (10⁶), `10MiB` (2²⁰)", "eine Größe: `25MB` (10⁶), `10MiB` (2²⁰)"),
        new("duration", Forms.Pattern($"{Forms.QuantityPattern(UnitKind.Duration, relation: false)}|^P[0-9YDTHMS.]+$"), "a duration: `90m`, `14d`, `P14D`", "eine Dauer: `90m`, `14d`, `P14D`"),
        new("time", Forms.Pattern(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$"), "a date, or a time with its offset: `2026-12-31`, `2026-12-31T18:00:00+01:00`", "ein Datum, oder eine Zeit mit Zeitverschiebung: `2026-12-31`, `2026-12-31T18:00:00+01:00`"),
        new("domain", Forms.Pattern(@"^(?!\*\.)[^\s@/()*]+$"), "a domain", "eine Domäne"),
        new("address", Forms.Pattern(@"^.+@[^\s@]+$"), "a mail address", "eine Mailadresse"),
    ];

    private static readonly Dictionary<string, KeyDescriptor> ByName =
        ((IEnumerable<KeyDescriptor>)[.. Literals, .. FactShapes.Shared, .. FactShapes.OfFacts, .. ConditionShapes.All, .. ActionShapes.All, .. DocumentRegistry.Parts]).ToDictionary(part => part.Name, StringComparer.Ordinal);

    /// <summary>The named shapes that a shape refers to, directly or through others, by name.</summary>
    public static IReadOnlyList<KeyDescriptor> Of(Shape root)
    {
        var found = new SortedDictionary<string, KeyDescriptor>(StringComparer.Ordinal);
        var open = new Stack<Shape>([root]);
        while (open.TryPop(out var shape))
        {
            foreach (var name in Names(shape))
            {
                if (found.TryAdd(name, ByName[name]))
                    open.Push(ByName[name].Shape);
            }
        }

        return [.. found.Values];
    }

    private static IEnumerable<string> Names(Shape shape) => shape switch
    {
        Shape.Named named => [named.Definition],
        Shape.Items items => Names(items.Item),
        Shape.Keys keys => keys.Known.SelectMany(key => Names(key.Shape)),
        Shape.Names names => Names(names.Value),
        Shape.Either either => either.Options.SelectMany(Names),
        _ => [],
    };
}
