using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Given;

/// <summary>Lays what a case says over what the document says for all of them: mappings merge, everything else is replaced.</summary>
internal static class NodeMerge
{
    public static Node? Over(Node? general, Node? special) => (general, special) switch
    {
        (null, _) => special,
        (_, null) => general,
        (Node.Mapping below, Node.Mapping above) => Mappings(below, above),
        _ => special,
    };

    private static Node.Mapping Mappings(Node.Mapping general, Node.Mapping special) => new(
        special.At,
        [
            .. general.Entries.Where(entry => special.Find(entry.Key.Text) is null),
            .. special.Entries.Select(entry => entry with { Value = Over(general.Find(entry.Key.Text)?.Value, entry.Value)! }),
        ]);
}
