using Chancery.Host.Cli;
using Chancery.Policy.Testing;
using Chancery.Policy.Testing.Coverage;
using Chancery.Policy.Testing.Running;

namespace Chancery.Host.Output;

/// <summary>Results of policy tests for people: what failed and why, then how many.</summary>
internal static class TestText
{
    public static void Write(Invocation call, TestReport report)
    {
        FindingReport.Write(call.Out, report.Findings);
        foreach (var result in report.Cases.Where(result => result.Outcome != CaseOutcome.Passed))
            Write(call, result);
        if (report.Coverage is { } coverage)
            Write(call, coverage);
        if (report.Cases.Count == 0)
            call.Out.WriteLine(call.Say("there are no tests here; documents of kind Tests hold them", "hier liegen keine Tests; sie stehen in Dokumenten der Art Tests"));
        call.Out.WriteLine(call.Say($"{report.Passed} passed, {report.Failed} failed{Skipped(report, "skipped")}", $"{report.Passed} bestanden, {report.Failed} fehlgeschlagen{Skipped(report, "übersprungen")}"));
    }

    private static string Skipped(TestReport report, string word) => report.Skipped > 0 ? $", {report.Skipped} {word}" : "";

    private static void Write(Invocation call, CaseResult result)
    {
        var outcome = result.Outcome == CaseOutcome.Failed ? call.Say("failed", "fehlgeschlagen") : call.Say("skipped", "übersprungen");
        call.Out.WriteLine($"{result.File}:{result.Line}: {outcome}: {result.Name}");
        foreach (var message in result.Messages)
            call.Out.WriteLine($"   {message.In(call.German)}");
    }

    private static void Write(Invocation call, CoverageReport coverage)
    {
        call.Out.WriteLine(call.Say("coverage:", "Abdeckung:"));
        foreach (var metric in coverage.Metrics.Where(metric => metric.Total > 0))
        {
            var wanted = call.Say($"{metric.Wanted} % wanted", $"gewünscht {metric.Wanted} %");
            call.Out.WriteLine($"   {metric.Name,-12} {metric.Percent,3} %  ({metric.Covered}/{metric.Total}; {wanted})");
        }

        foreach (var place in coverage.Uncovered)
            call.Out.WriteLine($"   {place.File}:{place.Line}: {place.What.In(call.German)}");
    }
}
