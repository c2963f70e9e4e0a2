using System.Globalization;
using Chancery.Policy.Facts;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Chancery.Engine.Simulate;

/// <summary>
/// Reads the file of <c>--facts</c>: <c>keys</c>, <c>facts</c>, <c>unknown</c>, at the top or under <c>given</c>, in the form
/// that policy tests use.
/// </summary>
public static class GivenFactsFile
{
    private static readonly string[] Known = ["keys", "facts", "unknown", "groups", "clock"];

    /// <exception cref="FormatException">The file is not of that form; the message names file, line and cure.</exception>
    public static GivenFacts Read(string path)
    {
        var yaml = new YamlStream();
        try
        {
            using var text = File.OpenText(path);
            yaml.Load(text);
        }
        catch (YamlException broken)
        {
            throw new FormatException($"{path}:{broken.Start.Line}:{broken.Start.Column}: not YAML: {broken.Message}", broken);
        }

        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is not YamlMappingNode root)
            throw new FormatException($"{path}:1:1: a mapping with `keys`, `facts` or `unknown` is expected");
        var given = root.Children.TryGetValue("given", out var nested) && nested is YamlMappingNode inner ? inner : root;
        foreach (var name in given.Children.Keys.Where(name => !Known.Contains(name.ToString())))
            throw new FormatException($"{path}:{name.Start.Line}:{name.Start.Column}: unknown key `{name}`; known are {string.Join(", ", Known)}");
        return new GivenFacts(KeysOf(given), FactsOf(given), UnknownOf(given));
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> KeysOf(YamlMappingNode given) =>
        Mapping(given, "keys").ToDictionary(
            entry => entry.Key.ToLowerInvariant(),
            IReadOnlyDictionary<string, string> (entry) => entry.Value is YamlMappingNode kinds
                ? kinds.Children.ToDictionary(kind => kind.Key.ToString(), kind => kind.Value.ToString())
                : new Dictionary<string, string>());

    private static Dictionary<string, FactValue> FactsOf(YamlMappingNode given) =>
        Mapping(given, "facts").ToDictionary(entry => entry.Key, entry => ValueOf(entry.Value));

    private static HashSet<string> UnknownOf(YamlMappingNode given) =>
        given.Children.TryGetValue("unknown", out var node) && node is YamlSequenceNode list
            ? [.. list.Children.Select(item => item.ToString())]
            : [];

    private static IEnumerable<KeyValuePair<string, YamlNode>> Mapping(YamlMappingNode given, string name) =>
        given.Children.TryGetValue(name, out var node) && node is YamlMappingNode mapping
            ? mapping.Children.Select(entry => KeyValuePair.Create(entry.Key.ToString(), entry.Value))
            : [];

    private static FactValue ValueOf(YamlNode node) => node switch
    {
        YamlSequenceNode list => new FactValue.Set([.. list.Children.Select(item => item.ToString())]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => new FactValue.Flag(true),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => new FactValue.Flag(false),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text }
            when decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new FactValue.Number(number),
        _ => new FactValue.Text(node.ToString()),
    };
}
