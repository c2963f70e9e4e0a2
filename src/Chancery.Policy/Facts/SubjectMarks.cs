using System.Text.RegularExpressions;

namespace Chancery.Policy.Facts;

/// <summary>Marks that clients put before the subject of an answer or a forwarded mail, in the languages of the common clients.</summary>
public static partial class SubjectMarks
{
    private const string Replies = "re|aw|antw|antwort|sv|vs|r|rif|ref|res|resp|odp|ynt|atb|\u03B1\u03C0|\u03A3\u03A7\u0395\u03A4|vá|bls|bas|ats|quot|\u041E\u0442|\u041E\u0442\u0432|\u56DE\u590D|\u56DE\u8986|\u7B54\u590D|\u7B54\u8986|\u8FD4\u4FE1|\uD68C\uC2E0|\u05D4\u05E9\u05D1|\u05EA\u05D2\u05D5\u05D1\u05D4|\u0631\u062F";

    private const string Forwards = "fw|fwd|wg|wtr|tr|rv|i|vb|vl|vid|enc|doorst|pd|ilt|továbbítás|\u03C0\u03C1\u03B8|\u041F\u0435\u0440|\u8F6C\u53D1|\u8F49\u5BC4|\u8F49\u767C|\uC804\uB2EC|\u05D4\u05E2\u05D1\u05E8|\u0625\u0639\u0627\u062F\u0629 \u062A\u0648\u062C\u064A\u0647";

    /// <summary>Some clients count: <c>RE[2]:</c>, <c>Re(3):</c>, <c>AW*2:</c>.</summary>
    private const string Tail = @"(?:\s?\[[0-9]{1,4}\]|\s?\([0-9]{1,4}\)|[*^][0-9]{1,3})?\s?[:\uFF1A]\s*";

    /// <summary>One mark with the colon and spaces behind it.</summary>
    internal const string Pattern = "(?:" + Replies + "|" + Forwards + ")" + Tail;

    /// <summary>The first mark is that of an answer.</summary>
    public static bool IsReply(string subject) => Reply().IsMatch(subject);

    /// <summary>The subject without the marks before it.</summary>
    public static string Remove(string subject)
    {
        var bare = subject.TrimStart();
        while (Mark().Match(bare) is { Success: true } mark) bare = bare[mark.Length..];
        return bare;
    }

    [GeneratedRegex("^\\s*(?:" + Replies + ")" + Tail, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reply();

    [GeneratedRegex("^" + Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
