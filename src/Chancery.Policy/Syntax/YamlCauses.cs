namespace Chancery.Policy.Syntax;

/// <summary>What the YAML parser complains about, in the words of who wrote the file, with the cure.</summary>
internal static class YamlCauses
{
    private const string Look = "check indentation, quotes and brackets around this place";

    private static readonly (string Said, string Cause, string Cure)[] Known =
    [
        ("unknown escape", "a backslash in double quotes begins an escape that there is not", "use single quotes for regular expressions: `'\\bPRJ-[0-9]{6}\\b'`"),
        ("block scalar, did not find expected comment or line break", "a value begins with `>` or `|`, which begin a text of several lines", "put the value in quotes: `size: \"> 25MB\"`"),
        ("a key is plain text", "a list, a mapping or an alias stands where a key belongs", "write a name and a colon; a name that begins with `*`, `[` or `{` needs quotes"),
        ("found invalid mapping", "a colon with a space stands inside a text that is not quoted", "put the text in quotes: `title: \"Rule: large files\"`"),
        ("mapping values are not allowed in this context", "a colon with a space stands where no key can be", "put the text in quotes, or begin the key on a line of its own, indented like its neighbours"),
        ("character that cannot start any token", "a value begins with a sign that needs quotes", "put it in quotes: `size: \"> 25MB\"`, `tag: \"#NIS2\"`"),
        ("multi-line double-quoted scalar, found wrong indentation", "a text in quotes does not end", "close the quotes on the same line"),
        ("while scanning a quoted scalar", "a text in quotes does not end", "close the quotes on the same line"),
        ("while scanning a single-quoted scalar", "a text in quotes does not end", "close the quotes on the same line; an apostrophe in a quoted text is written twice"),
        ("block mapping, did not find expected key", "this line is indented unlike those it belongs to", "indent all keys of a mapping, and all entries of a list, by the same number of spaces"),
        ("block collection, did not find expected '-' indicator", "this line is indented like a list, and is no entry of it", "begin entries with `- `, and indent all of them alike"),
        ("flow mapping, did not find expected ',' or '}'", "a brace is not closed, or a comma is missing", "close `{` with `}` and put commas between the entries"),
        ("flow sequence, did not find expected ',' or ']'", "a bracket is not closed, or a comma is missing", "close `[` with `]` and put commas between the entries"),
        ("could not find expected ':'", "a key has no colon", "write `key: value`, with a space after the colon"),
    ];

    public static (string Cause, string Cure) Of(string said)
    {
        foreach (var (part, cause, cure) in Known)
        {
            if (said.Contains(part, StringComparison.Ordinal))
                return (cause, cure);
        }

        return (said, Look);
    }
}
