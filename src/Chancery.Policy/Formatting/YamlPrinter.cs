using System.Text;

namespace Chancery.Policy.Formatting;

/// <summary>
/// Writes a document in canonical form: block collections as blocks, flow collections in one line where they fit and hold no
/// comment, else as blocks too. Every comment is written once, at the next place that can hold it.
/// </summary>
internal sealed class YamlPrinter
{
    private const int Width = 120;
    private const int Step = 2;

    private readonly SourceLines _source;
    private readonly Comments _comments;
    private readonly Layout? _rules;
    private readonly StringBuilder _out = new();
    private bool _blanksCount;

    private YamlPrinter(SourceLines source, Comments comments, Layout root)
    {
        (_source, _comments) = (source, comments);
        _rules = (root as Layout.Map)?.Entries.FirstOrDefault(entry => entry.Key.Value == "rules")?.Value;
    }

    public static string Print(SourceLines source, Comments comments, Layout root)
    {
        var printer = new YamlPrinter(source, comments, root);
        printer.Document(root);
        return printer._out.ToString();
    }

    private void Document(Layout root)
    {
        if (IsBlock(root, 0))
        {
            Block((Layout.Collection)root, new Frame(0, -1, int.MaxValue, Inline: false));
        }
        else
        {
            Lead(root.First, 0, atStart: true);
            Value(root, 0, 0, int.MaxValue);
        }

        Own(_comments.TakeBefore(int.MaxValue), 0, atStart: _out.Length == 0);
    }

    /// <param name="Indent">Of its lines.</param>
    /// <param name="Around">Column, in the source, of the block around it.</param>
    /// <param name="Limit">Where, in the source, the next value after it begins.</param>
    /// <param name="Inline">Its first line is begun: it stands behind a dash.</param>
    private readonly record struct Frame(int Indent, int Around, int Limit, bool Inline);

    private void Block(Layout.Collection collection, Frame frame)
    {
        var column = _source.ColumnOf(collection.Start);
        if (collection is Layout.Map map)
            Entries(map, frame, column);
        else
            Items((Layout.List)collection, frame, column);
        // A comment at the column of the block around belongs to what follows there, or, in brackets, to what they hold.
        var trailing = collection.Flow ? _comments.TakeBefore(collection.End) : _comments.TakeTrailing(frame.Limit, Math.Max(column, frame.Around + 1));
        Own(trailing, frame.Indent, atStart: false);
        Own(AfterBracket(collection, frame.Limit), frame.Indent, atStart: true);
    }

    private void Entries(Layout.Map map, Frame frame, int column)
    {
        for (var i = 0; i < map.Entries.Count; i++)
        {
            var (key, value) = map.Entries[i];
            var limit = i + 1 < map.Entries.Count ? map.Entries[i + 1].Key.Start : frame.Limit;
            Lead(key.Start, frame.Indent, atStart: i == 0);
            if (i > 0 || !frame.Inline)
                Write(new string(' ', frame.Indent));
            var written = YamlText.Key(key.Value, flow: false) + ":";
            Write(written);
            var behind = _comments.TakeOnLine(_source.LineOf(key.End), key.End, value.First);
            if (IsBlock(value, frame.Indent + written.Length + 1))
                BlockValue((Layout.Collection)value, behind, new Frame(frame.Indent + Step, column, limit, Inline: false));
            else
                FlatValue(value, behind, frame.Indent, frame.Indent + written.Length, limit);
        }
    }

    private void BlockValue(Layout.Collection value, Comment? behind, Frame frame)
    {
        var closing = AfterBracket(value, frame.Limit);
        EndLine(behind ?? closing);
        if (behind is not null)
            Own(closing, frame.Indent, atStart: true);
        Block(value, frame);
    }

    private void FlatValue(Layout value, Comment? behind, int indent, int column, int limit)
    {
        var before = _comments.TakeBefore(value.First);
        if (behind is null && before.Count == 0)
        {
            Write(" ");
            Value(value, column + 1, indent, limit);
            return;
        }

        EndLine(behind);
        Own(before, indent + Step, atStart: true);
        Write(new string(' ', indent + Step));
        Value(value, indent + Step, indent, limit);
    }

    private void Items(Layout.List list, Frame frame, int column)
    {
        var wasBlock = false;
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            var limit = i + 1 < list.Items.Count ? list.Items[i + 1].First : frame.Limit;
            var block = IsBlock(item, frame.Indent + Step);
            Lead(item.First, frame.Indent, atStart: i == 0, apart: ReferenceEquals(list, _rules) && i > 0 && (block || wasBlock));
            if (i > 0 || !frame.Inline)
            {
                Own(block ? AfterBracket((Layout.Collection)item, limit) : null, frame.Indent, atStart: true);
                Write(new string(' ', frame.Indent));
            }

            Write("- ");
            if (block)
                Block((Layout.Collection)item, new Frame(frame.Indent + Step, column, limit, Inline: true));
            else
                Value(item, frame.Indent + Step, frame.Indent, limit);
            wasBlock = block;
        }
    }

    /// <summary>A value that goes on in its line, and the comment behind it.</summary>
    private void Value(Layout value, int column, int indent, int limit)
    {
        if (value is Layout.Text { Block: { } block })
        {
            Write(block.Header(Step));
            EndLine(_comments.TakeOnLine(_source.LineOf(value.Start), value.Start, limit));
            foreach (var line in block.Lines)
                Write(line.Length == 0 ? "\n" : new string(' ', indent + Step) + line + "\n");
            _blanksCount = block.KeepsLastLines;
            return;
        }

        var written = value is Layout.Text text ? YamlText.Of(text, flow: false) : YamlText.Flat(value);
        Write(value is Layout.Text { SeveralLines: true } ? YamlText.Fill(written, column, indent + Step, Width) : written);
        EndLine(_comments.TakeOnLine(_source.LineOf(value.End), value.End, limit));
    }

    private bool IsBlock(Layout layout, int column) =>
        layout is Layout.Collection { IsEmpty: false } collection
        && (!collection.Flow || _comments.AnyWithin(collection.Start, collection.End) || column + YamlText.Flat(collection).Length > Width);

    private Comment? AfterBracket(Layout.Collection value, int limit) =>
        value.Flow ? _comments.TakeOnLine(_source.LineOf(value.End), value.End, limit) : null;

    /// <summary>What stands before a value, and one blank line where there was one or where there must be one.</summary>
    private void Lead(int offset, int indent, bool atStart, bool apart = false)
    {
        var before = _comments.TakeBefore(offset);
        if (before.Count > 0 && apart && !before[0].AfterBlank)
            Blank();
        Own(before, indent, atStart);
        if (!atStart && before.Count == 0 && apart || !(atStart && before.Count == 0) && _source.IsBlank(_source.LineOf(offset) - 1))
            Blank();
    }

    private void Own(IReadOnlyList<Comment> comments, int indent, bool atStart)
    {
        for (var i = 0; i < comments.Count; i++)
        {
            if (comments[i].AfterBlank && !(atStart && i == 0))
                Blank();
            Write(new string(' ', indent) + comments[i].Text + "\n");
        }
    }

    private void Own(Comment? comment, int indent, bool atStart) => Own(comment is null ? [] : [comment], indent, atStart);

    private void EndLine(Comment? comment) => Write(comment is null ? "\n" : $"  {comment.Text}\n");

    /// <summary>Not behind a text that keeps its last lines: there a blank line is content.</summary>
    private void Blank()
    {
        if (!_blanksCount)
            _out.Append('\n');
    }

    private void Write(string text)
    {
        _blanksCount = false;
        _out.Append(text);
    }
}
