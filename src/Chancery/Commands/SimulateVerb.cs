using System.CommandLine;
using System.Security.Cryptography;
using Chancery.Engine.Ids;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Engine.Simulate;
using Chancery.Engine.Tenants;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Sources;
using Chancery.Policy;
using Chancery.Policy.Findings;
using Chancery.Policy.Loading;
using Chancery.Policy.Testing.Given;
using Chancery.Protection.Keys;

namespace Chancery.Host.Commands;

/// <summary><c>simulate MAIL… --policy DIR</c></summary>
internal static class SimulateVerb
{
    private static readonly Argument<string[]> Mails = new("MAIL") { Description = "files, folders, mbox, Maildir", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> PolicyFolder = new("--policy") { Description = "the policy; default: that of the settings", HelpName = "dir" };

    private static readonly Option<string> From = new("--from") { Description = "envelope sender; default: the From field", HelpName = "address" };

    private static readonly Option<string[]> To = Many("--to", "envelope recipients; default: To, Cc and Bcc");

    private static readonly Option<string[]> Bcc = Many("--bcc", "hidden recipients in addition");

    private static readonly Option<string> TenantName = new("--tenant") { Description = "whose policy judges", HelpName = "id" };

    private static readonly Option<string> Facts = new("--facts") { Description = "given keys, facts and unknowns, as in policy tests", HelpName = "file" };

    private static readonly Option<string> Keys = new("--keys") { Description = "a folder as the key store of the run", HelpName = "dir" };

    private static readonly Option<string> Session = Choice("--session", "trust of the session", "internal", "authenticated", "anonymous");

    private static readonly Option<string> Format = Choice("--format", "form of the result", "text", "json", "html");

    private static readonly Option<string> Out = new("--out") { Description = "writes the result to a file", HelpName = "file" };

    private static readonly Option<string> Effects = new("--effects") { Description = "writes every mail that would leave", HelpName = "dir" };

    public static Command Create() => new Verb("simulate", "what a policy would do with mails; nothing is sent",
        "chancery simulate mail.eml --policy ./policy", "chancery simulate ./mails --policy ./policy --json --out result.json",
        "chancery simulate mail.eml --policy ./policy --keys ./keys --effects ./out", "chancery simulate ./mails --policy ./policy --format html --out report.html")
    {
        Mails, PolicyFolder, From, To, Bcc, TenantName, Facts, Keys, Session, Format, Out, Effects,
    }.Does(RunAsync, Format);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var hasSettings = call.ConfigGiven || File.Exists(call.ConfigFile);
        var settings = hasSettings ? Instance.Settings(call) : null;
        var folder = call.Parse.GetValue(PolicyFolder) ?? settings?.Policy.Folder
            ?? throw new UsageException(call.Say("no policy is named", "es ist keine Richtlinie genannt"), "--policy DIR");
        if (!Directory.Exists(folder))
            throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"));
        var sources = settings is null ? Instance.Sources(call) : GatewaySources.Of(settings.Gateway);
        var policy = TenantOf(call) is { } tenant && !Directory.Exists(Path.Combine(folder, "tenants")) ? PolicyLoader.Load(folder, tenant, sources) : PolicyLoader.Load(folder, sources);
        if (policy.HasErrors)
            return Refuse(call, policy);

        if (call.Parse.GetValue(Effects) is { } effects)
            Writable(call, effects, Directory.CreateDirectory);
        await using var storage = settings is not null && call.Parse.GetValue(Keys) is null && call.Parse.GetValue(Facts) is null
            ? await Stores.VisitAsync(settings, cancel)
            : null;
        var gateway = settings?.Gateway ?? new GatewaySettings { Hostname = "localhost", Postmaster = "postmaster@localhost" };
        var simulator = SimulatorOf(call, Installation.Of(gateway, policy.Policies), storage?.Keys);
        var mails = new List<SimulatedMail>();
        foreach (var source in call.Parse.GetRequiredValue(Mails).SelectMany(MailSources.Enumerate))
            mails.Add(await simulator.SimulateAsync(source, mails.Count + 1, cancel));
        Report(call, new Simulation(policy.Policies.Values.First().Digest, mails));
        return mails.Exists(mail => mail.Problems.Count > 0) ? ExitCodes.Findings : ExitCodes.Fine;
    }

    private static Simulator SimulatorOf(Invocation call, Installation installation, IKeyStore? configured)
    {
        var (time, given) = (TimeProvider.System, GivenOf(call));
        var folder = call.Parse.GetValue(Keys);
        if (folder is not null && !Directory.Exists(folder))
            throw new UsageException($"there is no folder {folder}", "--keys names a folder of certificates and keys");
        IKeyStore keys = folder is not null ? FolderKeyStore.Open(folder) : configured ?? FolderKeyStore.Empty;
        var options = new SimulationOptions
        {
            From = call.Parse.GetValue(From) is var sender && sender == "<>" ? "" : sender,
            To = call.Parse.GetValue(To) ?? [],
            Bcc = call.Parse.GetValue(Bcc) ?? [],
            Tenant = TenantOf(call),
            Session = call.Parse.GetValue(Session) is { } session ? Enum.Parse<SessionTrust>(session, ignoreCase: true) : null,
            EffectsFolder = call.Parse.GetValue(Effects),
        };
        var trace = new TraceHeader(RandomNumberGenerator.GetBytes(32));
        return new Simulator(installation, new KeyRing(new StandInKeys(keys, given, time), time), given, trace, options, new IdSource(time), time);
    }

    private static void Report(Invocation call, Simulation simulation)
    {
        using var file = call.Parse.GetValue(Out) is { } path ? Writable(call, path, File.CreateText) : null;
        var target = call with { Out = file ?? call.Out };
        if (call.Json)
            target.WriteJson(json => SimulateJson.Write(json, simulation));
        else if (call.Parse.GetValue(Format) == "html")
            new SimulationHtml(target.Out, call.Say).Write(simulation);
        else
            SimulationText.Write(target.Out, simulation);
    }

    /// <exception cref="UsageException">What the user named cannot be written to.</exception>
    private static T Writable<T>(Invocation call, string path, Func<string, T> open)
    {
        try
        {
            return open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(call.Say($"cannot write to {path}", $"in {path} kann nicht geschrieben werden"), call.Say("name a place in a folder that exists and is yours", "nennen Sie einen Ort in einem vorhandenen, eigenen Ordner"));
        }
    }

    private static int Refuse(Invocation call, PolicyLoad policy)
    {
        if (call.Json)
            call.WriteJson(json => FindingFormat.Json(json, policy.Findings));
        FindingReport.Write(call.Error, policy.Findings);
        return ExitCodes.Findings;
    }

    private static GivenFacts GivenOf(Invocation call)
    {
        if (call.Parse.GetValue(Facts) is not { } file)
            return GivenFacts.None;
        try
        {
            var (given, findings) = GivenFile.Read(file);
            if (findings is [var first, ..])
                throw new UsageException($"{first.File}:{first.Line}:{first.Column}: {first.Message}", first.Help) { Findings = findings };
            return given;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(call.Say($"{file} cannot be read", $"{file} ist nicht lesbar"), call.Say("a facts file holds `keys:`, `groups:`, `facts:` and `unknown:`", "eine Faktendatei enthält `keys:`, `groups:`, `facts:` und `unknown:`"));
        }
    }

    private static TenantId? TenantOf(Invocation call) => call.Parse.GetValue(TenantName) switch
    {
        null => null,
        var id when TenantId.IsWellFormed(id) => new TenantId(id),
        var id => throw new UsageException($"\"{id}\" is no tenant id", "use a-z, 0-9 and -"),
    };

    private static Option<string[]> Many(string name, string description) =>
        new(name) { Description = description, HelpName = "address", AllowMultipleArgumentsPerToken = true };

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
