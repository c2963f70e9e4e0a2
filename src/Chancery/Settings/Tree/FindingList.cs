using Chancery.Policy.Findings;

namespace Chancery.Host.Settings.Tree;

/// <summary>Collects findings, so that one run names them all.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Sorted =>
        [.. _findings.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Code, StringComparer.Ordinal)];

    public bool HasErrors => _findings.Exists(finding => finding.Severity == Severity.Error);

    public void Error(string code, SettingsPlace at, string message, string help, Fix? fix = null) =>
        Add(Severity.Error, code, at, message, help, fix);

    public void Warning(string code, SettingsPlace at, string message, string help) => Add(Severity.Warning, code, at, message, help, null);

    public void Info(string code, SettingsPlace at, string message, string help) => Add(Severity.Info, code, at, message, help, null);

    public void AddRange(IEnumerable<Finding> findings) => _findings.AddRange(findings);

    private void Add(Severity severity, string code, SettingsPlace at, string message, string help, Fix? fix) =>
        _findings.Add(new Finding(code, severity, at.File, at.Line, at.Column, at.Length, message, help, fix));
}
