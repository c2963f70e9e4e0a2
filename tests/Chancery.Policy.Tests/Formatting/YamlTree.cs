using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Chancery.Policy.Tests.Formatting;

/// <summary>What a YAML text says, as a nested list of texts; by the events of the parser, without our tree.</summary>
internal static class YamlTree
{
    public static string Of(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var said = new List<string>();
        while (parser.MoveNext())
        {
            said.Add(parser.Current switch
            {
                Scalar scalar => $"'{scalar.Value.Replace("\n", "\\n", StringComparison.Ordinal)}'",
                SequenceStart => "[",
                SequenceEnd => "]",
                MappingStart => "{",
                MappingEnd => "}",
                _ => "",
            });
        }

        return string.Join(' ', said.Where(word => word.Length > 0));
    }
}
