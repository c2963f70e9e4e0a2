using System.Text;

namespace Chancery.Policy.Tests.Formatting;

/// <summary>Writes a tree of texts as carelessly as YAML allows.</summary>
internal sealed class AnyWriter(uint seed)
{
    private readonly StringBuilder _out = new();
    private readonly List<string> _comments = [];
    private uint _state = seed | 1;

    public AnyText Write(object tree)
    {
        Between(0, 0);
        Node(tree, 0, -1, atLineStart: true);
        Between(0, 0);
        return new AnyText(_out.ToString(), _comments);
    }

    private static bool IsEmpty(object node) => node is List<object> { Count: 0 } or List<(string, object)> { Count: 0 };

    private int Dice(int sides)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)sides);
    }

    private string Comment()
    {
        var text = $"#{(Dice(4) == 0 ? "" : " ")}c{_comments.Count}{(Dice(6) == 0 ? ": - [x] {# \"y" : "")}";
        _comments.Add(text);
        return text + (Dice(5) == 0 ? "   " : "");
    }

    /// <summary>Blank lines and comments on lines of their own.</summary>
    private void Between(int indent, int deeper)
    {
        while (Dice(3) == 0)
            _out.Append(Dice(2) == 0 ? Dice(4) == 0 ? "  \n" : "\n" : new string(' ', Dice(indent + 1 + deeper)) + Comment() + "\n");
    }

    private void EndLine() => _out.Append(Dice(4) == 0 ? $" {Comment()}\n" : Dice(6) == 0 ? "  \n" : "\n");

    /// <summary>Begins in the line, ends with a line end.</summary>
    private void Node(object node, int indent, int around, bool atLineStart)
    {
        if (node is string text)
            Text(text, indent, around);
        else if (IsEmpty(node) || Dice(3) == 0)
            Flow(node, indent);
        else if (node is List<object> list)
            List(list, indent, atLineStart);
        else
            Map((List<(string, object)>)node, indent, atLineStart);
    }

    private void List(List<object> list, int indent, bool atLineStart)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
                Between(indent, 0);
            _out.Append(i > 0 || atLineStart ? new string(' ', indent) : "").Append('-');
            var inner = indent + 2 + Dice(3);
            if (list[i] is not string && !IsEmpty(list[i]) && Dice(4) == 0)
            {
                EndLine();
                Between(inner, 2);
                Block(list[i], inner);
                continue;
            }

            _out.Append(' ', inner - indent - 1);
            Node(list[i], inner, indent, atLineStart: false);
        }
    }

    private void Map(List<(string, object)> map, int indent, bool atLineStart)
    {
        for (var i = 0; i < map.Count; i++)
        {
            if (i > 0)
                Between(indent, 0);
            _out.Append(i > 0 || atLineStart ? new string(' ', indent) : "").Append(Quoted(map[i].Item1)).Append(':');
            var value = map[i].Item2;
            if (value is not string && !IsEmpty(value) && Dice(3) > 0)
            {
                var inner = value is List<object> && Dice(3) == 0 ? indent : indent + 1 + Dice(4);
                EndLine();
                Between(inner, 2);
                Block(value, inner);
            }
            else if (Dice(8) == 0)
            {
                EndLine();
                Between(indent, 2);
                _out.Append(' ', indent + 1);
                Flow(value, indent + 1);
            }
            else
            {
                _out.Append(' ', 1 + Dice(3));
                if (value is string text)
                    Text(text, indent + 1, indent);
                else
                    Flow(value, indent + 1);
            }
        }
    }

    private void Block(object value, int indent)
    {
        if (value is List<object> list)
            List(list, indent, atLineStart: true);
        else
            Map((List<(string, object)>)value, indent, atLineStart: true);
    }

    private void Text(string text, int indent, int around)
    {
        if (text.Trim('\n', ' ').Length > 0 && text.All(c => c is '\n' or >= ' ' and not '\u202e') && !text.StartsWith(' ') && !text.StartsWith('\n') && around >= 0 && Dice(3) == 0)
        {
            var last = text.Length - text.TrimEnd('\n').Length;
            _out.Append('|').Append(last == 0 ? "-" : last > 1 || Dice(2) == 0 ? "+" : "");
            EndLine();
            foreach (var line in text.TrimEnd('\n').Split('\n'))
                _out.Append(line.Length == 0 ? "" : new string(' ', around + 3)).Append(line).Append('\n');
            _out.Append('\n', Math.Max(last - 1, 0));
            return;
        }

        var written = Quoted(text);
        _out.Append(Dice(2) == 0 && text.Length > 0 && char.IsLetter(text[0]) ? written.Replace(" ", $"\n{new string(' ', Math.Max(indent, 1))}", StringComparison.Ordinal) is var folded && IsFoldable(written) ? folded : written : written);
        EndLine();
    }

    private static bool IsFoldable(string written) => !written.Contains("  ", StringComparison.Ordinal) && written.Contains(' ', StringComparison.Ordinal) && !written.Contains('#', StringComparison.Ordinal)
        && !written.StartsWith("\" ", StringComparison.Ordinal) && !written.EndsWith(" \"", StringComparison.Ordinal);

    private void Flow(object node, int indent)
    {
        FlowPart(node, indent);
        EndLine();
    }

    private void FlowPart(object node, int indent)
    {
        switch (node)
        {
            case string text:
                _out.Append(Quoted(text));
                break;
            case List<object> list:
                Flow('[', list, item => FlowPart(item, indent), ']', indent);
                break;
            case List<(string Key, object Value)> map:
                Flow('{', map, entry =>
                {
                    _out.Append(Quoted(entry.Key)).Append(": ");
                    FlowPart(entry.Value, indent);
                }, '}', indent);
                break;
        }
    }

    private void Flow<T>(char open, List<T> parts, Action<T> write, char close, int indent)
    {
        _out.Append(open);
        Gap(indent);
        for (var i = 0; i < parts.Count; i++)
        {
            write(parts[i]);
            Gap(indent);
            if (i + 1 < parts.Count || Dice(4) == 0)
                _out.Append(',');
            Gap(indent);
        }

        _out.Append(close);
    }

    private void Gap(int indent)
    {
        if (Dice(8) == 0)
        {
            EndLine();
            Between(indent, 3);
            _out.Append(' ', Math.Max(indent, 1));
        }
        else
        {
            _out.Append(' ', Dice(2));
        }
    }

    private string Quoted(string text)
    {
        if (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ' ' or 'ö' or 'ä') && char.IsAsciiLetterOrDigit(text[0]) && text.Trim() == text && Dice(3) > 0)
            return text;
        if (text.All(c => c >= ' ' && c != '\u0001') && Dice(2) == 0)
            return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        return '"' + string.Concat(text.Select(c => c switch { '"' => "\\\"", '\\' => "\\\\", < ' ' => $"\\x{(int)c:x2}", _ => c.ToString() })) + '"';
    }
}
