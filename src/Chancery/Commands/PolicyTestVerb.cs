using System.CommandLine;
using Chancery.Engine.Testing;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy.Findings;
using Chancery.Policy.Testing;
using Chancery.Policy.Testing.Reports;

namespace Chancery.Host.Commands;

/// <summary><c>policy test DIR [--coverage] [--junit F]</c></summary>
internal static class PolicyTestVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "folder of the policy" };

    private static readonly Option<bool> Coverage = new("--coverage") { Description = "tells which rules, branches, tests and methods the cases show" };

    private static readonly Option<string> JUnitFile = new("--junit") { Description = "writes the results as JUnit XML", HelpName = "file" };

    public static Command Create() => new Verb("test", "runs the tests beside the rules",
        "chancery policy test ./policy", "chancery policy test ./policy --coverage", "chancery policy test ./policy --json --junit results.xml")
    {
        Folder, Coverage, JUnitFile,
    }.Does(TestAsync);

    private static Task<int> TestAsync(Invocation call, CancellationToken cancel)
    {
        var folder = call.Parse.GetRequiredValue(Folder);
        if (!Directory.Exists(folder))
            throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"), call.Say("name the folder that holds the policy's files", "nennen Sie den Ordner mit den Dateien der Richtlinie"));
        var report = new PolicyTests(new EmlFixtures(), TimeProvider.System, Instance.Sources(call)).Run(folder, call.Parse.GetValue(Coverage));
        if (call.Parse.GetValue(JUnitFile) is { } file)
            WriteJUnit(call, file, report);
        if (call.Json)
            call.WriteJson(json => TestJson.Write(json, report, call.German));
        else
            TestText.Write(call, report);
        return Task.FromResult(report.Failed > 0 || report.Findings.Any(finding => finding.Severity == Severity.Error) ? ExitCodes.Findings : ExitCodes.Fine);
    }

    private static void WriteJUnit(Invocation call, string file, TestReport report)
    {
        try
        {
            using var target = File.Create(file);
            JUnit.Write(target, report, call.German);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(call.Say($"{file} cannot be written", $"{file} kann nicht geschrieben werden"), call.Say("name a file in a folder that exists and may be written", "nennen Sie eine Datei in einem vorhandenen, beschreibbaren Ordner"));
        }
    }
}
