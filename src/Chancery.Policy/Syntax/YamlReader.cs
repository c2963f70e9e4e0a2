using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Chancery.Policy.Syntax;

/// <summary>Reads the YAML subset of the language (1.1): one document, no anchors, aliases, tags, merge keys or duplicate keys.</summary>
internal sealed class YamlReader
{
    private readonly string _file;
    private readonly FindingBag _findings;
    private readonly string _text;
    private readonly Parser _parser;
    private readonly Stack<Mark> _brackets = [];
    private bool _refused;
    private bool _stopped;

    private YamlReader(string file, string text, FindingBag findings)
    {
        (_file, _text, _findings) = (file, text, findings);
        _parser = new Parser(new StringReader(text));
    }

    public static Node? Read(string file, string text, FindingBag findings)
    {
        if (!YamlShape.Check(file, text, findings))
            return null;
        var reader = new YamlReader(file, text, findings);
        try
        {
            return reader.Document();
        }
        catch (YamlException) when (reader._stopped)
        {
            return null;
        }
        catch (YamlException broken)
        {
            var at = new Place(file, (int)Math.Max(broken.Start.Line, 1), (int)Math.Max(broken.Start.Column, 1), 1);
            var (cause, cure) = YamlCauses.Of(Cause(broken));
            findings.Error("CH1000", at, $"not valid YAML: {cause}", cure);
            return null;
        }
        catch (Exception lost) when (lost is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The scanner gives up like this where a bracket stays open.
            var (at, cause, cure) = reader.Unclosed();
            findings.Error("CH1000", at, $"not valid YAML: {cause}", cure);
            return null;
        }
    }

    private (Place At, string Cause, string Cure) Unclosed()
    {
        if (!_brackets.TryPeek(out var open))
            return (At(_parser.Current, 1), "the text breaks off or goes wrong here", "check indentation, quotes and brackets around this place");
        var at = new Place(_file, (int)open.Line, (int)open.Column, 1);
        var line = _text[(int)open.Index..].Split('\n', 2)[0];
        var bracket = line[0] == '[' ? "[" : "{";
        return line.IndexOf(" #", StringComparison.Ordinal) is var sharp and >= 0
            ? (at with { Column = at.Column + sharp + 1 }, $"` #` begins a comment, and the `{bracket}` before it stays open", "put the value in quotes: `tag: \"#NIS2\"`")
            : (at, $"`{bracket}` is not closed", $"close it with `{(bracket == "[" ? "]" : "}")}`, on this line or indented deeper than its key");
    }

    private Node? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _findings.Error("CH1010", new Place(_file, 1, 1, 0), "the file holds no document", "write `rules: []` for a policy that passes everything");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var node = Read(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _findings.Error("CH1011", At(second, 3), "a second document begins here", "one document per file; move it to a file of its own");
            return null;
        }

        return _refused ? null : node;
    }

    private Node Read(int depth)
    {
        var current = _parser.Current ?? throw new YamlException("the document ends too early");
        if (depth > YamlShape.MaxDepth)
            throw new YamlException(current.Start, current.End, $"nested deeper than {YamlShape.MaxDepth} levels");
        if (current is AnchorAlias alias)
            return Alias(alias);

        if (current is NodeEvent node)
            CheckPlain(node);
        return current switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => throw new YamlException(current.Start, current.End, "a value is expected"),
        };
    }

    private Node.Scalar Alias(AnchorAlias alias)
    {
        var help = alias.Value.Value.StartsWith('.') ? $"a value that begins with `*` needs quotes; for a domain with everything below it write `{{ under: {alias.Value.Value.TrimStart('.')} }}`"
            : "aliases are not part of the language; write it out, or use `use:`";
        Refuse("CH1006", alias, $"alias `*{alias.Value}`", help);
        _parser.MoveNext();
        return new Node.Scalar(At(alias, 1), "");
    }

    private void CheckPlain(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            Refuse("CH1006", node, $"anchor `&{node.Anchor.Value}`", "anchors are not part of the language; write it out, or use `use:`");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
            Refuse("CH1007", node, $"tag `{node.Tag.Value}`", "tags are not part of the language; the schema gives every value its type");
    }

    private Node.Scalar ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        var at = At(scalar, scalar.Value.Length);
        if (scalar.End.Line == scalar.Start.Line && scalar.End.Column > scalar.Start.Column)
            at = at with { Length = (int)(scalar.End.Column - scalar.Start.Column), Writing = WritingOf(scalar) };
        return new Node.Scalar(at, scalar.Value);
    }

    private static Writing WritingOf(Scalar scalar) => scalar.Style switch
    {
        ScalarStyle.Plain => Writing.Bare,
        ScalarStyle.SingleQuoted => Writing.SingleQuoted,
        ScalarStyle.DoubleQuoted => Writing.DoubleQuoted,
        _ => Writing.None,
    };

    private Node.Sequence ReadSequence(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<Node>();
        if (start.Style == SequenceStyle.Flow)
            _brackets.Push(start.Start);
        while (!_parser.Accept<SequenceEnd>(out _))
            items.Add(Read(depth + 1));
        _parser.Consume<SequenceEnd>();
        if (start.Style == SequenceStyle.Flow)
            _brackets.Pop();
        return new Node.Sequence(At(start, 1), items);
    }

    private Node.Mapping ReadMapping(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var (entries, names, keys) = (new List<Node.Entry>(), new HashSet<string>(StringComparer.Ordinal), 0);
        if (start.Style == MappingStyle.Flow)
            _brackets.Push(start.Start);
        while (!_parser.Accept<MappingEnd>(out _))
        {
            if (_parser.Current is not Scalar name)
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key is plain text");
            CheckPlain(name);
            var key = ReadScalar();
            if (key.Text == "<<")
                Refuse("CH1008", key, "merge key `<<`", "merge keys are not part of the language; write the keys out");
            if (++keys > YamlShape.MaxKeys)
                Stop(key);
            var isNew = names.Add(key.Text);
            if (!isNew)
                _findings.Error("CH1009", key.At, $"key `{key.Text}` stands here twice", "keep one of them");
            var value = Read(depth + 1);
            if (isNew)
                entries.Add(new Node.Entry(key, value));
        }

        _parser.Consume<MappingEnd>();
        if (start.Style == MappingStyle.Flow)
            _brackets.Pop();
        return new Node.Mapping(At(start, 1), entries);
    }

    private Place At(ParsingEvent? at, int length) => at is null ? new(_file, 1, 1, length) : new(_file, (int)at.Start.Line, (int)at.Start.Column, length);

    private void Refuse(string code, ParsingEvent at, string message, string help)
    {
        _refused = true;
        _findings.Error(code, At(at, 1), message, help);
    }

    /// <summary>What follows is not read any more: it would only take time.</summary>
    private void Stop(Node.Scalar key)
    {
        _stopped = true;
        _findings.Error("CH1001", key.At, $"more than {YamlShape.MaxKeys} keys in one mapping", "split it into several, or use a list");
        throw new YamlException("stopped");
    }

    private void Refuse(string code, Node at, string message, string help)
    {
        _refused = true;
        _findings.Error(code, at.At, message, help);
    }

    private static string Cause(YamlException broken)
    {
        var message = broken.Message;
        var end = message.StartsWith('(') ? message.LastIndexOf("): ", StringComparison.Ordinal) : -1;
        var cause = (end >= 0 ? message[(end + 3)..] : message).TrimEnd('.');
        return cause.Length == 0 ? "unexpected text" : char.ToLowerInvariant(cause[0]) + cause[1..];
    }
}
