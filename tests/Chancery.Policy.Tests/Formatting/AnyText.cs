using CsCheck;

namespace Chancery.Policy.Tests.Formatting;

/// <summary>A tree of texts, written somehow: any indentation, quotes, brackets over several lines, comments wherever YAML allows one.</summary>
/// <param name="Comments">What was written as comment.</param>
internal sealed record AnyText(string Yaml, IReadOnlyList<string> Comments)
{
    private static readonly string[] Values =
    [
        "partner.de", "smime", "large drawings to partner", "Große Anhänge 🙂", "👨‍👩‍👧", "no", "on", "y", "~", "null", "true", "false", "100", "-5", "0", "-0", "2.5", "1.10", "1e3", "0123", "0x1F", "1_000",
        "12:30", "2026-12-31", ".5", ".inf", "> 25MB", "<= 1KB", ">= authenticated", "= x", "a: b", "a:", "x:y", "fd00::1", "a #b", "#b", "", " x ", "it's", "\"q\"", "back\\slash", "'", "two\nlines", "end\n", "\n",
        "a\n\n  b\n\n\n", "{x}", "[large] ", "a, b", "- a", "-", "? x", "*x", "&y", "!t", "%p", "@at", "`tick", "tab\tx", "zero\u200bwidth", "rtl\u202e", "no\u00a0break", "\u0001", "list(partners)", "^[A-Z]{2}\\d+$", "...", "---",
        "|", ">", "<<", "words enough to be wider than a line may be, which is one hundred and twenty characters, so that it would have to be broken somewhere if it were folded",
    ];

    private static readonly string[] Keys =
        ["id", "if", "then", "rules", "attachment.any", "recipient.domain", "size", "protect", "no", "5", "with space", "größe", "a: b", "#x", "*", "", "tag", "text", "match"];

    public static readonly Gen<AnyText> Gen =
        from tree in AnyTree(4)
        from seed in CsCheck.Gen.UInt
        select new AnyWriter(seed).Write(tree);

    private static Gen<object> AnyTree(int depth)
    {
        var leaf = CsCheck.Gen.OneOf(Values.Select(CsCheck.Gen.Const).ToArray()).Select(value => (object)value);
        if (depth == 0)
            return leaf;
        var list = AnyTree(depth - 1).List[0, 4].Select(items => (object)items);
        var map = CsCheck.Gen.Select(CsCheck.Gen.OneOf(Keys.Select(CsCheck.Gen.Const).ToArray()), AnyTree(depth - 1)).List[0, 4]
            .Select(entries => (object)entries.DistinctBy(entry => entry.Item1).ToList());
        return CsCheck.Gen.Frequency((depth == 4 ? 0 : 3, leaf), (2, list), (3, map));
    }
}
