using Chancery.Policy.Findings;

namespace Chancery.Policy.Syntax;

/// <summary>Collects everything found in one run, so that one mistake does not hide the next.</summary>
internal sealed class FindingBag
{
    /// <summary>Findings of one code that are listed for one file; nobody reads more, and a hostile file could fill the memory with them.</summary>
    private const int MostAlike = 1000;

    private readonly HashSet<Finding> _findings = [];
    private readonly Dictionary<(string Code, string File), (int Count, Finding FirstLeftOut)> _alike = [];

    public IReadOnlyList<Finding> Sorted =>
    [
        .. _findings.Concat(_alike.Values.Where(alike => alike.Count > MostAlike).Select(alike => Rest(alike.FirstLeftOut, alike.Count - MostAlike)))
            .OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Code, StringComparer.Ordinal),
    ];

    public bool HasErrors => _findings.Any(finding => finding.Severity == Severity.Error);

    /// <param name="fix">What should stand at the place instead, as a value: quotes and escapes are added as the file has them.</param>
    /// <param name="why">What harm it would do.</param>
    public void Error(string code, Place at, string message, string help, string? fix = null, string? why = null) =>
        Add(code, Severity.Error, at, message, help, fix, why);

    public void Warning(string code, Place at, string message, string help, string? fix = null, string? why = null) =>
        Add(code, Severity.Warning, at, message, help, fix, why);

    public void AddAll(FindingBag other)
    {
        foreach (var finding in other._findings)
            Add(finding);
    }

    private void Add(string code, Severity severity, Place at, string message, string help, string? fix, string? why)
    {
        var replace = fix is null ? null : Written.As(at.Writing, fix);
        Add(new Finding(code, severity, at.File, at.Line, at.Column, at.Length, message, help, replace is null ? null : new Fix(replace)) { Why = why });
    }

    private void Add(Finding finding)
    {
        var known = _alike.GetValueOrDefault((finding.Code, finding.File));
        if (known.Count < MostAlike && !_findings.Add(finding))
            return;
        _alike[(finding.Code, finding.File)] = (known.Count + 1, known.Count <= MostAlike ? finding : known.FirstLeftOut);
    }

    private static Finding Rest(Finding first, int count) =>
        count == 1 ? first : first with { Message = $"{first.Message}; and {count - 1} more like this one", Fix = null };
}
