using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Host.Demo;

namespace Chancery.Host.Commands;

/// <summary><c>demo</c></summary>
internal static class DemoVerb
{
    private static readonly Option<bool> Once = new("--once") { Description = "ends after the mails; exit code 0 only if each was handled as its policy says" };

    private static readonly Option<string> Data = new("--data") { Description = "the demo's folder", HelpName = "dir", DefaultValueFactory = _ => "./data/demo" };

    private static readonly Option<int> Smtp = new("--smtp") { Description = "port for mail", HelpName = "port", DefaultValueFactory = _ => 2525 };

    private static readonly Option<int> Web = new("--web") { Description = "port of the page", HelpName = "port", DefaultValueFactory = _ => 8081 };

    private static readonly Option<int> Portal = new("--portal") { Description = "port kept for the portal", HelpName = "port", DefaultValueFactory = _ => 8080 };

    public static Command Create() => new Verb("demo", "starts a gateway with keys, policy and outbox of its own, and sends mails through it",
        "chancery demo", "chancery demo --once --data /tmp/demo", "chancery demo --smtp 2600 --web 8090") { Once, Data, Smtp, Web, Portal }.Does(RunAsync);

    private static Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var order = new DemoOrder(
            call.Parse.GetRequiredValue(Data), PortOf(call, Smtp), PortOf(call, Web), PortOf(call, Portal), call.Parse.GetValue(Once));
        return DemoRun.RunAsync(call.Json ? call with { Out = call.Error } : call, order, cancel);
    }

    private static int PortOf(Invocation call, Option<int> option)
    {
        var port = call.Parse.GetValue(option);
        return port is >= 1 and <= 65_535 ? port : throw new UsageException($"{port} is no port for {option.Name}", "ports are 1 to 65535");
    }
}
