using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Engine.Tenants;
using Chancery.Host.Cli;
using Chancery.Host.Serving;

namespace Chancery.Host.Demo;

/// <param name="Once">End after the mails.</param>
internal sealed record DemoOrder(string Folder, int Smtp, int Web, int Portal, bool Once);

/// <summary>The gateway on its embedded default with mails of its own: starts everything, sends, tells, and keeps serving.</summary>
internal static class DemoRun
{
    public static async Task<int> RunAsync(Invocation call, DemoOrder order, CancellationToken cancel)
    {
        var house = new DemoHouse(order.Folder);
        var outbox = house.Outbox();
        var (sink, sinkPort) = await DemoSink.StartAsync(outbox, cancel);
        await using var _ = sink;
        var settings = house.Settings(order.Smtp, order.Web, order.Portal, sinkPort);
        var policy = PolicySource.Load(settings);
        if (policy.HasErrors)
            throw new UsageException(call.Say("the demo's policy has errors", "die Richtlinie der Vorführung hat Fehler")) { Findings = policy.Findings };
        await using var storage = await Stores.OpenAsync(settings, Stores.ServingNode, cancel);
        await storage.Mail.ReclaimAsync(cancel);
        await DemoKeys.MakeAsync(storage.Keys, TimeProvider.System, cancel);
        var start = new GatewayStart(settings, Installation.Of(settings.Gateway, policy.Policies), storage, Roles.All, JsonLogs: false)
        {
            Outbox = outbox,
            ListedSince = TimeProvider.System.GetUtcNow(),
            Quiet = true,
        };
        await using var gateway = Starting.Build(start);
        await Starting.StartAsync(gateway, settings, cancel);
        Greet(call, house, settings.Web.Studio, order);

        var post = new DemoPost(
            storage.Mail, gateway.Services.GetRequiredService<IMailTransport>(), gateway.Services.GetRequiredService<IIdSource>(), TimeProvider.System, order.Smtp);
        var fine = await PlayAsync(call, house, post, new DemoReport(call, settings.Web.Studio), cancel);
        call.Out.WriteLine();
        call.Out.WriteLine(fine
            ? call.Say("Every mail was handled as its policy says.", "Jede E-Mail wurde behandelt, wie die Richtlinie es sagt.")
            : call.Say("Not every mail was handled as its policy says.", "Nicht jede E-Mail wurde behandelt, wie die Richtlinie es sagt."));
        if (!order.Once)
        {
            call.Out.WriteLine(call.Say($"Serving until Ctrl+C. Look at {settings.Web.Studio}", $"In Betrieb bis Strg+C. Sehen Sie nach unter {settings.Web.Studio}"));
            await gateway.WaitForShutdownAsync(cancel);
            await sink.StopAsync(CancellationToken.None);
            return ExitCodes.Fine;
        }

        await gateway.StopAsync(cancel);
        await sink.StopAsync(cancel);
        return fine ? ExitCodes.Fine : ExitCodes.Findings;
    }

    private static async Task<bool> PlayAsync(Invocation call, DemoHouse house, DemoPost post, DemoReport report, CancellationToken cancel)
    {
        var sent = new List<(DemoMail Mail, string MessageId, string? Refusal)>();
        foreach (var mail in DemoMails.All)
        {
            var (messageId, refusal) = await post.SendAsync(mail, house.MailFile(sent.Count + 1), cancel);
            sent.Add((mail, messageId, refusal));
        }

        var fine = true;
        foreach (var ((mail, messageId, refusal), i) in sent.Select((entry, i) => (entry, i)))
            fine &= report.Write(i + 1, mail, refusal is null ? await post.AwaitAsync(messageId, cancel) : null, refusal);
        return fine;
    }

    private static void Greet(Invocation call, DemoHouse house, Uri studio, DemoOrder order)
    {
        call.Out.WriteLine(call.Say($"The demo's house is {house.Folder}; SMTP on 127.0.0.1:{order.Smtp}, its page on {studio}",
            $"Das Haus der Vorführung ist {house.Folder}; SMTP auf 127.0.0.1:{order.Smtp}, ihre Seite auf {studio}"));
        call.Out.WriteLine(call.Say($"Other verbs work on it too:  chancery messages find --config {house.SettingsFile}",
            $"Andere Befehle gehen auch:  chancery messages find --config {house.SettingsFile}"));
    }
}
