using System.Text.RegularExpressions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>
/// The regular expressions of a tenant: each compiled once, all of linear time, and together no more than may be (language, 1.5).
/// An engine that backtracks could be kept busy for minutes by one mail.
/// </summary>
internal sealed class PatternBudget
{
    private const int MaxPatterns = 200;
    private const int MaxLetters = 20 * 1024;

    private readonly Dictionary<(string Pattern, bool Sensitive), Regex?> _compiled = [];
    private readonly HashSet<string> _counted = [];
    private int _letters;
    private bool _over;

    /// <summary>A pattern that a person wrote; null and a finding if it cannot be used.</summary>
    public Regex? Written(FindingBag findings, Node.Scalar literal, bool sensitive)
    {
        if (_counted.Add(literal.Text))
            Count(findings, literal);
        return Compile(findings, literal, literal.Text, sensitive);
    }

    /// <summary>A pattern made of a plainer form.</summary>
    public Regex? Compile(FindingBag findings, Node.Scalar literal, string pattern, bool sensitive)
    {
        if (_compiled.TryGetValue((pattern, sensitive), out var known) && known is not null)
            return known;
        return _compiled[(pattern, sensitive)] = New(findings, literal, pattern, sensitive);
    }

    private void Count(FindingBag findings, Node.Scalar literal)
    {
        _letters += literal.Text.Length;
        if (_over || _counted.Count <= MaxPatterns && _letters <= MaxLetters)
            return;
        _over = true;
        findings.Error("CH1413", literal.At, $"the policy has more than {MaxPatterns} regular expressions, or they have more than {MaxLetters / 1024} KB together", "use lists, `contains`, or detectors with keywords");
    }

    private static Regex? New(FindingBag findings, Node.Scalar literal, string pattern, bool sensitive)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline | (sensitive ? 0 : RegexOptions.IgnoreCase));
        }
        catch (RegexParseException broken)
        {
            findings.Error("CH1411", literal.At, $"not a regular expression: {Words(broken.Error)} at offset {broken.Offset}", "see the reference for the syntax");
        }
        catch (NotSupportedException)
        {
            if (PatternShape.FirstUnsupported(pattern) is var (what, offset))
                findings.Error("CH1410", literal.At, $"the regular expression is not linear-time: {what} at offset {offset}", "write it without: match what stands there as a part of the text");
            else
                findings.Error("CH1412", literal.At, "the regular expression is too large to run in linear time", "use smaller repetitions, or a list of words");
        }

        return null;
    }

    /// <summary><c>InsufficientClosingParentheses</c> in the words of a user.</summary>
    private static string Words(RegexParseError error) =>
        string.Concat(error.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));
}
