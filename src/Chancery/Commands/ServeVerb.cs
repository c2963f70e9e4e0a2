using System.CommandLine;
using Chancery.Engine.Tenants;
using Chancery.Host.Cli;
using Chancery.Host.Serving;
using Chancery.Policy.Findings;

namespace Chancery.Host.Commands;

/// <summary><c>serve</c></summary>
internal static class ServeVerb
{
    private static readonly Option<string> RoleList = new("--roles") { Description = "smtp, worker, studio; default: all", HelpName = "list" };

    public static Command Create() => new Verb("serve", "runs the gateway until SIGTERM; SIGHUP reloads settings, certificates and policy",
        "chancery serve", "chancery serve --config /etc/chancery/chancery.yaml --json", "chancery serve --roles smtp,worker")
    {
        RoleList,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var roles = Roles.Parse(call.Parse.GetValue(RoleList));
        var settings = Instance.Settings(call);
        var policy = PolicySource.Load(settings);
        if (policy.HasErrors)
            throw new UsageException(call.Say("the policy cannot be served", "diese Richtlinie kann nicht in Betrieb gehen"), call.Say("nothing was started", "es wurde nichts gestartet"))
            {
                Findings = policy.Findings,
            };
        foreach (var finding in policy.Findings.Where(finding => finding.Severity == Severity.Warning))
            call.Error.WriteLine($"{finding.File}:{finding.Line}:{finding.Column}: {finding.Code}: {finding.Message}");

        await using var storage = await Stores.OpenAsync(settings, Stores.ServingNode, cancel);
        await storage.Mail.ReclaimAsync(cancel);
        var start = new GatewayStart(settings, Installation.Of(settings.Gateway, policy.Policies), storage, roles, call.Json) { Reread = () => Instance.Load(call) };
        await using var app = Starting.Build(start);
        await Starting.StartAsync(app, settings, cancel);
        await app.WaitForShutdownAsync(cancel);
        return ExitCodes.Fine;
    }
}
