using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Chancery.Policy.Formatting;

/// <summary>Reads how a YAML file is written. The file was read as a document before and is known to be in order.</summary>
internal sealed class YamlLayoutReader
{
    private readonly SourceLines _source;
    private readonly Parser _parser;

    private YamlLayoutReader(SourceLines source) => (_source, _parser) = (source, new Parser(new StringReader(source.Text)));

    public static Layout Read(SourceLines source)
    {
        var reader = new YamlLayoutReader(source);
        reader._parser.Consume<StreamStart>();
        reader._parser.Consume<DocumentStart>();
        return reader.Read(parent: -1);
    }

    /// <param name="parent">Column of the block collection around.</param>
    private Layout Read(int parent) => _parser.Current switch
    {
        SequenceStart => ReadList(),
        MappingStart => ReadMap(),
        _ => ReadText(parent),
    };

    private Layout.Text ReadText(int parent)
    {
        var scalar = _parser.Consume<Scalar>();
        var (start, end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
        var isBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
        var block = isBlock ? BlockText.Read(_source, start, scalar.Value, parent) : null;
        var lines = !isBlock && _source.LineOf(start) != _source.LineOf(end) && !scalar.Value.Contains('\n', StringComparison.Ordinal);
        if (isBlock && block is null)
            end = start + 1; // Written in quotes; a comment behind the sign is still one.
        return new Layout.Text(start, end, scalar.Value, scalar.Style == ScalarStyle.Plain && Natural.Is(scalar.Value), lines, block);
    }

    private Layout.List ReadList()
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<Layout>();
        while (!_parser.Accept<SequenceEnd>(out _))
            items.Add(Read((int)start.Start.Column - 1));
        var end = _parser.Consume<SequenceEnd>();
        return new Layout.List((int)start.Start.Index, (int)end.End.Index, start.Style == SequenceStyle.Flow, items);
    }

    private Layout.Map ReadMap()
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<Layout.Entry>();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = ReadText((int)start.Start.Column - 1);
            entries.Add(new Layout.Entry(key, Read((int)start.Start.Column - 1)));
        }

        var end = _parser.Consume<MappingEnd>();
        return new Layout.Map((int)start.Start.Index, (int)end.End.Index, start.Style == MappingStyle.Flow, entries);
    }
}
