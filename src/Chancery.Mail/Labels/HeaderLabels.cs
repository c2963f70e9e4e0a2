using System.Text.RegularExpressions;

namespace Chancery.Mail.Labels;

/// <summary>Labels that stand in header fields.</summary>
internal static partial class HeaderLabels
{
    /// <param name="values">The decoded values of a field by its name.</param>
    /// <param name="names">Of all fields.</param>
    public static IEnumerable<MailLabel> Of(Func<string, IReadOnlyList<string>> values, IEnumerable<string> names, string where) =>
        values("msip_labels").SelectMany(value => PurviewLabels.Of(value, where))
            .Concat(values("X-Protective-Marking").SelectMany(value => Protective(value, where)))
            .Concat(values("SIO-Label").SelectMany(value => SioLabels.Of(value, where)))
            .Concat(values("Sensitivity").Where(IsSensitive).Select(value => Plain("sensitivity", Comment().Replace(value, "").Trim(), null, where)))
            .Concat(Microsoft(values, where))
            .Concat(Named(values, names, where));

    /// <summary>The marking that the Australian scheme also puts into subjects: <c>[SEC=OFFICIAL:Sensitive]</c>.</summary>
    public static IEnumerable<MailLabel> InSubject(string subject) =>
        SubjectMarking().Matches(subject).SelectMany(match => Protective(match.Value, "subject"));

    private static IEnumerable<MailLabel> Protective(string value, string where)
    {
        var match = SecurityClass().Match(value);
        var id = (match.Success ? match.Groups[1].Value : value).Trim();
        if (id.Length > 0) yield return Plain("protective-marking", id, id, where);
    }

    /// <summary>MS-OXCMAIL section 2.2.3.2.22, and what Exchange and its rules write.</summary>
    private static IEnumerable<MailLabel> Microsoft(Func<string, IReadOnlyList<string>> values, string where)
    {
        foreach (var value in values("X-MS-Exchange-Organization-Classification").Where(value => value.Length > 0))
            yield return Plain("ms-classification", value, value, where);
        var names = values("X-Microsoft-Classification").Where(value => value.Length > 0).ToList();
        var ids = values("X-Microsoft-ClassID").Where(value => value.Length > 0).ToList();
        if (values("X-Microsoft-Classified") is [var flag, ..] && flag.Equals("false", StringComparison.OrdinalIgnoreCase)) yield break;
        for (var i = 0; i < Math.Max(names.Count, ids.Count); i++)
            yield return Plain("ms-classification", i < names.Count ? names[i] : ids[i], i < names.Count ? names[i] : null, where);
    }

    /// <summary>Fields of house make whose name speaks of classification: known markings in them count, other values are for the vocabulary.</summary>
    private static IEnumerable<MailLabel> Named(Func<string, IReadOnlyList<string>> values, IEnumerable<string> names, string where) =>
        names.Distinct(StringComparer.OrdinalIgnoreCase).Where(name => ClassifyingName().IsMatch(name))
            .SelectMany(name => values(name), (name, value) => name.Contains("tisax", StringComparison.OrdinalIgnoreCase) ? "TISAX " + value : value)
            .SelectMany(value => TextMarkings.Of(value, where));

    private static MailLabel Plain(string scheme, string id, string? name, string where) => new(scheme, id.Trim(), name?.Trim() ?? id.Trim(), null, where);

    /// <summary>RFC 4021 section 2.1.55: the absence of the field is the normal state; Exchange also writes it out.</summary>
    private static bool IsSensitive(string value) => value.Length > 0 && !value.Equals("normal", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\bSEC\s*=\s*([^,\]]+)", RegexOptions.IgnoreCase)]
    private static partial Regex SecurityClass();

    [GeneratedRegex(@"\[\s*SEC\s*=[^\[\]]{1,200}\]", RegexOptions.IgnoreCase)]
    private static partial Regex SubjectMarking();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^X-.*(?:classif|klassif|einstufung|marking|tisax|vs-?nfd|tlp)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ClassifyingName();
}
