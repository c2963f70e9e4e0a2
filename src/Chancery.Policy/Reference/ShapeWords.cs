using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Reference;

/// <summary>Shapes in words.</summary>
internal static class ShapeWords
{
    public static string Of(Shape shape, Page page) => shape switch
    {
        Shape.Text => page.Say("text", "Text"),
        Shape.Choice choice => string.Join(", ", choice.Values.Names.Select(Code)),
        Shape.Flag => "`true`, `false`",
        Shape.Number => page.Say("whole number", "ganze Zahl"),
        Shape.Named named => NameOf(named.Definition, page),
        Shape.Items items => page.Say("list: ", "Liste: ") + Of(items.Item, page),
        Shape.Keys keys => string.Join(", ", keys.Known.Select(key => Code(key.Name))),
        Shape.Names names => page.Say("names of your own: ", "eigene Namen: ") + Of(names.Value, page),
        Shape.Either either => OfEither(either, page),
        Shape.Nothing => page.Say("nothing", "nichts"),
        _ => page.Say("any", "beliebig"),
    };

    /// <summary>The keys below a mapping, each with its dotted name; <c>[]</c> stands for an entry of a list, <c>*</c> for a name of your own.</summary>
    public static IEnumerable<(string Path, KeyDescriptor Key)> Flat(Shape shape, string path = "") => shape switch
    {
        Shape.Keys keys => keys.Known.SelectMany(key => Flat(key.Shape, Join(path, key.Name)).Prepend((Join(path, key.Name), key))),
        Shape.Items items => Flat(items.Item, path + "[]"),
        Shape.Names names => Flat(names.Value, Join(path, "*")),
        Shape.Either either => either.Options.SelectMany(option => Flat(option, path)).DistinctBy(entry => entry.Path),
        _ => [],
    };

    private static string OfEither(Shape.Either either, Page page) => either.Options switch
    {
        [var one, Shape.Items { Item: var item }] when item == one => page.Say("one or several: ", "eines oder mehrere: ") + Of(one, page),
        var options => string.Join(page.Say(" or ", " oder "), options.Where(option => option is not Shape.Keys).Select(option => Of(option, page)).Concat(options.OfType<Shape.Keys>().Take(1).Select(_ => page.Say("a mapping", "eine Zuordnung"))).Distinct()),
    };

    private static string NameOf(string definition, Page page) => definition switch
    {
        "condition" or "attachmentCondition" or "planCondition" => page.Say("condition", "Bedingung") + (definition == "attachmentCondition" ? page.Say(" about one attachment", " über einen Anhang") : ""),
        "actions" or "action" => $"[{page.Say("actions", "Aktionen")}]({page.Say("actions.md", "actions.de.md")})",
        "size" => page.Say("size", "Größe"),
        "duration" => page.Say("duration", "Dauer"),
        "time" => page.Say("date or time", "Datum oder Zeit"),
        "domain" => page.Say("domain", "Domäne"),
        "address" => page.Say("address", "Adresse"),
        "numberTest" => page.Say("number, also `> 3`", "Zahl, auch `> 3`"),
        "sizeTest" => page.Say("size, also `> 25MB`", "Größe, auch `> 25MB`"),
        var part => $"[{part}](#{part.ToLowerInvariant().Replace(".", "", StringComparison.Ordinal)})",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Code(string name) => $"`{name}`";
}
