using Chancery.Host.Cli;
using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Sarif;

namespace Chancery.Host.Output;

/// <summary>Findings as a SARIF log, paths relative to where the program was called.</summary>
internal static class FindingSarif
{
    public static void Write(Invocation call, IReadOnlyList<Finding> findings, string? failure = null) =>
        call.WriteJson(json => new SarifLog(Version, Directory.GetCurrentDirectory()).Write(json, findings, failure));

    private static string Version => typeof(FindingSarif).Assembly.GetName().Version!.ToString(3);
}
