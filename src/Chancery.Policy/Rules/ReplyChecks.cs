using System.Text.RegularExpressions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Texts of a rule that end in a line of SMTP or of the message's header.</summary>
internal static partial class ReplyChecks
{
    /// <summary>Class 5 of RFC 3463: what a policy refuses stays refused.</summary>
    internal const string CodePattern = "^5\\.[0-9]{1,3}\\.[0-9]{1,3}$";

    private static readonly (string Action, string[] Parameters)[] Lines = [("reject", ["code", "text"]), ("subject", ["prefix", "suffix"])];

    public static void Run(ActionUse action, FindingBag findings)
    {
        foreach (var name in Lines.Where(known => known.Action == action.Name).SelectMany(known => known.Parameters))
        {
            if (action[name] is { } value && value.Any(char.IsControl))
                findings.Error("CH4006", action.At, $"`{name}` of `{action.Name}` has a line break or control character", "write it on one line");
        }

        if (action.Name == "reject" && action["code"] is { } code && !EnhancedCode().IsMatch(code))
            findings.Error("CH1108", action.At, $"`{code}` is no enhanced status code of a refusal", "write three numbers with dots, the first of them 5, like `5.7.1` (RFC 3463)");
    }

    [GeneratedRegex(CodePattern)]
    private static partial Regex EnhancedCode();
}
