using System.Text.RegularExpressions;

namespace Chancery.Policy.Formatting;

/// <summary>
/// What other tools make of a bare word. The language types values by the schema, so all of them are text here; written files
/// keep that meaning for readers that guess.
/// </summary>
internal static partial class Natural
{
    /// <summary><c>true</c>, <c>false</c> and numbers in the one spelling in which every reader writes them again: no <c>1.10</c>, no <c>1e3</c>, no <c>0123</c>.</summary>
    public static bool Is(string text) => Canonical().IsMatch(text);

    /// <summary>A YAML 1.1 or 1.2 reader that guesses types would not take it for text.</summary>
    public static bool IsGuessed(string text) => Guessed().IsMatch(text);

    [GeneratedRegex(@"^(?:true|false|(?!-0$)-?(?:0|[1-9][0-9]{0,14})|(?!.{17})-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Canonical();

    /// <summary>Words, numbers in all bases, sexagesimal, dates (YAML 1.1 types null, bool, int, float, timestamp, merge, value).</summary>
    [GeneratedRegex(
        @"^(?:|~|<<|=|null|Null|NULL|y|Y|n|N|(?:yes|no|on|off|true|false)|(?:Yes|No|On|Off|True|False)|(?:YES|NO|ON|OFF|TRUE|FALSE)"
        + @"|[-+]?0[bo][0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-9_]+)+(?:\.[0-9_]*)?"
        + @"|[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
        + @"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Guessed();
}
