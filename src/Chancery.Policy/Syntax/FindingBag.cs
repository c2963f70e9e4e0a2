using Chancery.Policy.Findings;

namespace Chancery.Policy.Syntax;

/// <summary>Collects everything found in one run, so that one mistake does not hide the next.</summary>
internal sealed class FindingBag
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Sorted =>
        [.. _findings.Distinct().OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Code, StringComparer.Ordinal)];

    public bool HasErrors => _findings.Any(finding => finding.Severity == Severity.Error);

    /// <param name="fix">What should stand at the place instead, as a value: quotes and escapes are added as the file has them.</param>
    /// <param name="why">What harm it would do.</param>
    public void Error(string code, Place at, string message, string help, string? fix = null, string? why = null) =>
        Add(code, Severity.Error, at, message, help, fix, why);

    public void Warning(string code, Place at, string message, string help, string? fix = null, string? why = null) =>
        Add(code, Severity.Warning, at, message, help, fix, why);

    public void AddAll(FindingBag other) => _findings.AddRange(other._findings);

    private void Add(string code, Severity severity, Place at, string message, string help, string? fix, string? why)
    {
        var replace = fix is null ? null : Written.As(at.Writing, fix);
        _findings.Add(new Finding(code, severity, at.File, at.Line, at.Column, at.Length, message, help, replace is null ? null : new Fix(replace)) { Why = why });
    }
}
