using System.CommandLine;
using Chancery.Host.Checks;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy.Findings;

namespace Chancery.Host.Commands;

/// <summary><c>config check</c></summary>
internal static class ConfigVerb
{
    public static Command Create() => new("config", "the settings of an instance")
    {
        new Verb("check", "checks settings, stores, certificates, next hops and policy",
            "chancery config check", "chancery config check --config /etc/chancery/chancery.yaml --json").Does(CheckAsync),
    };

    private static async Task<int> CheckAsync(Invocation call, CancellationToken cancel)
    {
        var load = Instance.Load(call);
        var findings = load.Settings is null ? load.Findings : await InstallationCheck.RunAsync(load.Settings, load.Findings, TimeProvider.System, cancel);
        if (call.Json)
            call.WriteJson(json => FindingFormat.Json(json, findings));
        else
            Show(call, findings);
        return findings.Any(finding => finding.Severity != Severity.Info) ? ExitCodes.Findings : ExitCodes.Fine;
    }

    private static void Show(Invocation call, IReadOnlyList<Finding> findings)
    {
        FindingReport.Write(call.Out, findings);
        call.Out.WriteLine(FindingReport.Sum(call, findings, call.Say("all fine", "alles in Ordnung")));
    }
}
