using System.Text;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Formatting;

/// <summary>JSON as the language's pages show it: two spaces, one member or item per line.</summary>
internal static class JsonPrinter
{
    public static string Print(Layout root)
    {
        var text = new StringBuilder();
        Write(text, root, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, Layout layout, int depth)
    {
        switch (layout)
        {
            case Layout.Text value:
                text.Append(value.Bare ? value.Value : Visible.Quoted(value.Value));
                break;
            case Layout.List list:
                Write(text, '[', list.Items, ']', depth, item => Write(text, item, depth + 1));
                break;
            case Layout.Map map:
                Write(text, '{', map.Entries, '}', depth, entry =>
                {
                    text.Append(Visible.Quoted(entry.Key.Value)).Append(": ");
                    Write(text, entry.Value, depth + 1);
                });
                break;
        }
    }

    private static void Write<T>(StringBuilder text, char open, IReadOnlyList<T> parts, char close, int depth, Action<T> write)
    {
        text.Append(open);
        for (var i = 0; i < parts.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', 2 * (depth + 1));
            write(parts[i]);
        }

        if (parts.Count > 0)
            text.Append('\n').Append(' ', 2 * depth);
        text.Append(close);
    }
}
