using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy;
using Chancery.Policy.Findings;

namespace Chancery.Host.Commands;

/// <summary><c>policy check DIR</c></summary>
internal static class PolicyVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "folder of the policy" };

    private static readonly Option<string> Format = FormatOption();

    public static Command Create() => new("policy", "policies as files")
    {
        new Verb("check", "all findings of a policy: place, code, cause, cure",
            "chancery policy check ./policy", "chancery policy check ./policy --json", "chancery policy check ./policy --format sarif")
        {
            Folder, Format,
        }.Does(CheckAsync, Format),
        PolicyExplainVerb.Create(),
        PolicyFixVerb.Create(),
        PolicyFormatVerb.Create(),
        PolicyConvertVerb.Create(),
        PolicyTestVerb.Create(),
        PolicySchemaVerb.Create(),
    };

    private static Task<int> CheckAsync(Invocation call, CancellationToken cancel)
    {
        var findings = Instance.LoadPolicy(call, FolderOf(call)).Findings;
        if (call.Json)
            call.WriteJson(json => FindingFormat.Json(json, findings));
        else
            Show(call, findings);
        return Task.FromResult(findings.Any(finding => finding.Severity == Severity.Error) ? ExitCodes.Findings : ExitCodes.Fine);
    }

    /// <summary>A SARIF log says too that nothing could be checked.</summary>
    private static string FolderOf(Invocation call)
    {
        try
        {
            return PolicyFolder.Of(call, call.Parse.GetRequiredValue(Folder));
        }
        catch (UsageException usage) when (call.Parse.GetValue(Format) == "sarif")
        {
            FindingSarif.Write(call, [], usage.Message);
            throw;
        }
    }

    private static void Show(Invocation call, IReadOnlyList<Finding> findings)
    {
        switch (call.Parse.GetValue(Format))
        {
            case "sarif":
                FindingSarif.Write(call, findings);
                break;
            case "github":
                FindingGitHub.Write(call.Out, findings);
                break;
            default:
                FindingReport.Write(call.Out, findings);
                call.Out.WriteLine(FindingReport.Sum(call, findings, call.Say("no findings", "keine Befunde")));
                if (findings.Any(finding => finding.Fix is not null))
                    call.Out.WriteLine(call.Say("some can be fixed by  chancery policy fix DIR", "einige ändert  chancery policy fix ORDNER"));
                break;
        }
    }

    private static Option<string> FormatOption()
    {
        var option = new Option<string>("--format") { Description = "form of the findings", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json", "sarif", "github");
        return option;
    }
}
