using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Field names that are none, values that would start a new line, and fields that are not for rules to change.</summary>
internal static class HeaderChecks
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Received", "Return-Path", "DKIM-Signature", "Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Bcc", "Message-ID", "Date",
        "From", "Sender", "To", "Cc", "ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results", "X-Chancery-Trace",
    };

    /// <summary>RFC 5322, 2.2: printable US-ASCII without the colon.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 76 && text.All(c => c is > ' ' and <= '~' and not ':');

    public static void Run(ActionUse header, FindingBag findings)
    {
        foreach (var name in header.List("remove").Concat([header["set.name"], header["add.name"]]).OfType<string>())
        {
            if (!IsName(name))
                findings.Error("CH4004", header.At, $"`{name}` is no header field name", "use printable ASCII without colon or space, at most 76 characters");
            else if (Reserved.Contains(name))
                findings.Error("CH4005", header.At, $"field `{name}` belongs to the message itself and cannot be changed by a rule", "use a field of your own, `X-…`");
        }

        foreach (var value in new[] { header["set.value"], header["add.value"] }.OfType<string>().Where(value => value.Any(char.IsControl)))
            findings.Error("CH4006", header.At, $"the value `{value.ReplaceLineEndings(" ")}` has a line break or control character", "write it on one line");
    }
}
