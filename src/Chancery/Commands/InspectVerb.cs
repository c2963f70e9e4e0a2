using System.CommandLine;
using System.Net;
using Chancery.Engine.Egress;
using Chancery.Engine.Ids;
using Chancery.Engine.Inspect.Inventory;
using Chancery.Engine.People;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Engine.Verdicts;
using Chancery.Host.Cli;
using Chancery.Host.Directories;
using Chancery.Host.Output;
using Chancery.Host.Settings;
using Chancery.Mail.Dns;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Sources;
using Chancery.Policy;
using Chancery.Policy.Loading;
using Chancery.Protection.Keys;
using Chancery.Smtp.Client;
using Chancery.Smtp.Client.Dns;

namespace Chancery.Host.Commands;

/// <summary><c>inspect MAIL…</c></summary>
internal static class InspectVerb
{
    private static readonly Argument<string[]> Mails = new("MAIL") { Description = "files, folders, mbox, Maildir", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> SessionTrusted = SessionOption();

    private static readonly Option<string> PolicyFolder = new("--policy") { Description = "a policy whose vocabulary counts too", HelpName = "dir" };

    private static readonly Option<string> Keys = new("--keys") { Description = "a folder as the key store of the run", HelpName = "dir" };

    private static readonly Option<string> Connector = new("--connector") { Description = "the connector it came by", HelpName = "name" };

    private static readonly Option<string> Peer = new("--peer") { Description = "IP address of the server it came from", HelpName = "ip" };

    private static readonly Option<string> Helo = new("--helo") { Description = "what that server called itself", HelpName = "name" };

    private static readonly Option<string> From = new("--from") { Description = "envelope sender; default: the From field", HelpName = "address" };

    private static Option<string> SessionOption()
    {
        var option = new Option<string>("--session") { Description = "trust of the session it came by: internal, authenticated, anonymous", HelpName = "trust", DefaultValueFactory = _ => "anonymous" };
        option.AcceptOnlyFromAmong("internal", "authenticated", "anonymous");
        return option;
    }

    public static Command Create() => new Verb("inspect", "all that the gateway sees in a mail and that rules can ask",
        "chancery inspect mail.eml", "chancery inspect ./mails --json", "chancery inspect signed.eml --keys ./keys",
        "chancery inspect mail.eml --config chancery.yaml --peer 192.0.2.7 --helo mx.partner.example") { Mails, PolicyFolder, Keys, SessionTrusted, Connector, Peer, Helo, From }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var settings = call.ConfigGiven || File.Exists(call.ConfigFile) ? Instance.Settings(call) : null;
        var policies = PoliciesOf(call);
        await using var storage = call.Parse.GetValue(Keys) is null && settings is not null ? await Stores.VisitAsync(settings, cancel) : null;
        IKeyStore keys = StoreOf(call) ?? storage?.Keys ?? FolderKeyStore.Empty;
        var (look, inventory) = (new CryptoLook(keys, TenantId.Default), InventoryOf(call, settings, policies, keys));
        var problems = 0;
        if (!call.Json)
        {
            foreach (var source in Sources(call))
                problems += await TryAsync(source, look, inventory, (mail, findings, facts) => InspectText.Write(call.Out, mail, source.Name, inventory.ContextOf(mail), findings, facts), problem => call.Out.WriteLine($"{source.Name}: {problem}"), cancel) ? 0 : 1;
            return problems == 0 ? ExitCodes.Fine : ExitCodes.Findings;
        }

        await call.WriteJsonAsync(async json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("mails");
            foreach (var source in Sources(call))
                problems += await TryAsync(source, look, inventory, (mail, findings, facts) => InspectJson.Write(json, mail, source.Name, inventory.ContextOf(mail), findings, facts), problem => InspectJson.WriteProblem(json, source.Name, problem), cancel) ? 0 : 1;
            json.WriteEndArray();
            json.WriteEndObject();
        });
        return problems == 0 ? ExitCodes.Fine : ExitCodes.Findings;
    }

    private static IEnumerable<MailSource> Sources(Invocation call) => call.Parse.GetRequiredValue(Mails).SelectMany(MailSources.Enumerate);

    /// <summary>The network is asked only where settings say whom.</summary>
    private static MailInventory InventoryOf(Invocation call, HostSettings? settings, IReadOnlyDictionary<TenantId, IPolicy> policies, IKeyStore keys)
    {
        var time = TimeProvider.System;
        var gateway = settings?.Gateway ?? new GatewaySettings { Hostname = "localhost", Postmaster = "postmaster@localhost" };
        var directories = gateway.Directories.Count > 0 ? new Engine.People.Directories(new LdapReader(time), time) : null;
        return new MailInventory(Installation.Of(gateway, policies), keys, OptionsOf(call), settings is null ? null : OutsideOf(gateway, time), directories, new IdSource(time), time);
    }

    private static InventoryOptions OptionsOf(Invocation call)
    {
        if (call.Parse.GetValue(Peer) is { } peer && !IPAddress.TryParse(peer, out _))
            throw new UsageException(call.Say($"\"{peer}\" is no IP address", $"„{peer}“ ist keine IP-Adresse"), "--peer 192.0.2.7");
        return new InventoryOptions
        {
            Trust = Enum.Parse<SessionTrust>(call.Parse.GetValue(SessionTrusted) ?? "anonymous", ignoreCase: true),
            Connector = call.Parse.GetValue(Connector),
            Peer = call.Parse.GetValue(Peer),
            Helo = call.Parse.GetValue(Helo),
            From = call.Parse.GetValue(From),
        };
    }

    private static OutsideSources OutsideOf(GatewaySettings gateway, TimeProvider time)
    {
        var services = new ServiceCollection().AddLogging().AddSmtpTransport(new SmtpClientOptions { Hostname = gateway.Hostname }, gateway.Dns, gateway.Egress).BuildServiceProvider();
        return new OutsideSources(
            services.GetRequiredService<IDnsRecords>(), new DnsDkimKeys(services.GetRequiredService<IDnsLookup>()), services.GetRequiredService<IHopSecurity>(), services.GetRequiredService<GuardedHttp>(), time);
    }

    private static FolderKeyStore? StoreOf(Invocation call)
    {
        if (call.Parse.GetValue(Keys) is not { } folder)
            return null;
        return Directory.Exists(folder) ? FolderKeyStore.Open(folder) : throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"), "--keys names a folder of certificates and keys");
    }

    /// <returns>False where there was nothing to inspect.</returns>
    private static async Task<bool> TryAsync(
        MailSource source, CryptoLook look, MailInventory inventory, Action<InspectedMail, CryptoFindings?, IReadOnlyList<ShownFact>> write, Action<string> fail, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (source.Problem is { } problem)
        {
            fail(problem);
            return false;
        }

        try
        {
            using var mail = MailInspector.Inspect(source.Open(), new InspectionLimits());
            await using var again = source.Open();
            var findings = await look.OfAsync(again, mail, cancel);
            await using var original = source.Open();
            write(mail, findings, await inventory.FactsAsync(mail, original, cancel));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fail("the file cannot be read");
            return false;
        }
    }

    /// <summary>Those whose vocabulary counts.</summary>
    private static IReadOnlyDictionary<TenantId, IPolicy> PoliciesOf(Invocation call)
    {
        if (call.Parse.GetValue(PolicyFolder) is not { } folder)
            return new Dictionary<TenantId, IPolicy>();
        if (!Directory.Exists(folder))
            throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"));
        var load = PolicyLoader.Load(folder, Instance.Sources(call));
        if (load.HasErrors)
            throw new UsageException(call.Say("the policy has errors", "die Richtlinie hat Fehler")) { Findings = load.Findings };
        return load.Policies;
    }
}
