using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy;
using Chancery.Policy.Findings;
using Chancery.Policy.Loading;

namespace Chancery.Host.Commands;

/// <summary><c>policy check DIR</c></summary>
internal static class PolicyVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "folder of the policy" };

    private static readonly Option<string> Format = FormatOption();

    public static Command Create() => new("policy", "policies as files")
    {
        new Verb("check", "all findings of a policy: place, code, cause, cure",
            "chancery policy check ./policy", "chancery policy check ./policy --json", "chancery policy check ./policy --format github")
        {
            Folder, Format,
        }.Does(CheckAsync, Format),
        PolicyFormatVerb.Create(),
        PolicyConvertVerb.Create(),
        PolicyTestVerb.Create(),
        PolicySchemaVerb.Create(),
    };

    private static Task<int> CheckAsync(Invocation call, CancellationToken cancel)
    {
        var folder = call.Parse.GetRequiredValue(Folder);
        if (!Directory.Exists(folder))
            throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"), call.Say("name the folder that holds the policy's files", "nennen Sie den Ordner mit den Dateien der Richtlinie"));
        var findings = PolicyLoader.Load(folder).Findings;
        if (call.Json)
            call.WriteJson(json => FindingFormat.Json(json, findings));
        else if (call.Parse.GetValue(Format) == "github")
            FindingGitHub.Write(call.Out, findings);
        else
            Show(call, findings);
        return Task.FromResult(findings.Any(finding => finding.Severity == Severity.Error) ? ExitCodes.Findings : ExitCodes.Fine);
    }

    private static void Show(Invocation call, IReadOnlyList<Finding> findings)
    {
        FindingText.Write(call.Out, findings);
        var (errors, warnings) = (findings.Count(f => f.Severity == Severity.Error), findings.Count(f => f.Severity == Severity.Warning));
        call.Out.WriteLine(findings.Count == 0
            ? call.Say("no findings", "keine Befunde")
            : call.Say($"{errors} errors, {warnings} warnings", $"{errors} Fehler, {warnings} Warnungen"));
    }

    private static Option<string> FormatOption()
    {
        var option = new Option<string>("--format") { Description = "form of the findings", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json", "github");
        return option;
    }
}
