using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Host.Survey;
using Chancery.Mail.Inspection;
using Chancery.Mail.Sources;
using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Host.Commands;

/// <summary><c>survey MAIL…</c></summary>
internal static class SurveyVerb
{
    private const int MostProblems = 100;

    private static readonly Argument<string[]> Mails = new("MAIL") { Description = "files, folders, mbox, Maildir", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string[]> Domains = new("--domain") { Description = "our domains; default: those of the settings, else guessed", HelpName = "domain", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string> Keys = new("--keys") { Description = "a folder as the key store; default: that of the settings", HelpName = "dir" };

    private static readonly Option<bool> WithAddresses = new("--addresses") { Description = "names persons among the senders, not only domains" };

    private static readonly Option<string> Format = FormatOption();

    private static readonly Option<string> Out = new("--out") { Description = "writes the report to a file", HelpName = "file" };

    private static readonly Option<string> Propose = new("--propose") { Description = "writes the proposed first policy into a new folder", HelpName = "dir" };

    public static Command Create() => new Verb("survey", "inventory of many mails: flows, labels, tags, attachments, detectors, keys, and a proposed first policy",
        "chancery survey ./mails --domain acme.example", "chancery survey archive.mbox --format html --out survey.html --lang de",
        "chancery survey ~/Maildir --keys ./keys --json", "chancery survey ./mails --propose ./policy")
    {
        Mails, Domains, Keys, KeysVerb.Tenant, WithAddresses, Format, Out, Propose,
    }.Does(RunAsync, Format);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var hasSettings = call.ConfigGiven || File.Exists(call.ConfigFile);
        var settings = hasSettings ? Instance.Settings(call) : null;
        var inventory = new Inventory(DomainsOf(call, settings));
        var problems = Read(call, inventory, cancel);
        var keys = await KeysAsync(call, settings, inventory, cancel);
        var words = new SurveyWords(call.German);
        var report = new SurveyReport(inventory, keys, call.Parse.GetValue(WithAddresses), problems, ProposedPolicy.Rules(inventory, words.Say));
        if (call.Parse.GetValue(Propose) is { } folder)
            Write(call, folder, report);
        Report(call, report, words);
        return inventory.Problems > 0 ? ExitCodes.Findings : ExitCodes.Fine;
    }

    /// <summary>One mail at a time is open; of each only counts stay.</summary>
    private static List<(string, string)> Read(Invocation call, Inventory inventory, CancellationToken cancel)
    {
        var problems = new List<(string, string)>();
        using var progress = new ProgressBar(call.Error, TimeProvider.System);
        var sources = call.Parse.GetRequiredValue(Mails).SelectMany(MailSources.Enumerate).ToList();
        for (var i = 0; i < sources.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (AddTo(inventory, sources[i]) is { } problem)
            {
                inventory.AddProblem();
                if (problems.Count < MostProblems)
                    problems.Add((sources[i].Name, problem));
            }

            progress.Show(i + 1, sources.Count);
        }

        return problems;
    }

    private static string? AddTo(Inventory inventory, MailSource source)
    {
        if (source.Problem is { } problem)
            return problem;
        try
        {
            using var mail = MailInspector.Inspect(source.Open(), new InspectionLimits());
            inventory.Add(SurveyedMail.Of(mail));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "the file cannot be read";
        }
    }

    private static IReadOnlyList<string> DomainsOf(Invocation call, Settings.HostSettings? settings) =>
        call.Parse.GetValue(Domains) is { Length: > 0 } named
            ? [.. named.Select(domain => SurveyedMail.DomainOf("x@" + domain) is var known && known != "?" ? known : throw new UsageException($"\"{domain}\" is no domain", "--domain acme.example"))]
            : [.. settings?.Gateway.Tenants.Values.SelectMany(tenant => tenant.Domains) ?? []];

    private static async Task<IReadOnlyList<DomainKeys>?> KeysAsync(Invocation call, Settings.HostSettings? settings, Inventory inventory, CancellationToken cancel)
    {
        if (call.Parse.GetValue(Keys) is { } folder)
            return Directory.Exists(folder)
                ? await DomainKeys.OfAsync(inventory.Addresses, new KeyRing(FolderKeyStore.Open(folder), TimeProvider.System), TenantId.Default, cancel)
                : throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"), "--keys DIR");
        if (settings is null)
            return null;
        var tenant = KeysVerb.TenantOf(call, settings);
        await using var storage = await Stores.VisitAsync(settings, cancel);
        return await DomainKeys.OfAsync(inventory.Addresses, new KeyRing(storage.Keys, TimeProvider.System), tenant, cancel);
    }

    private static void Report(Invocation call, SurveyReport report, SurveyWords words)
    {
        using var file = call.Parse.GetValue(Out) is { } path ? Writable(call, path, File.CreateText) : null;
        var target = call with { Out = file ?? call.Out };
        if (call.Json)
            target.WriteJson(json => SurveyJson.Write(json, report));
        else if (call.Parse.GetValue(Format) == "html")
            new SurveyHtml(target.Out, words).Write(report);
        else
            new SurveyText(target.Out, words).Write(report);
    }

    private static void Write(Invocation call, string folder, SurveyReport report)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new UsageException(call.Say($"{folder} is not empty", $"{folder} ist nicht leer"), call.Say("name a new folder", "nennen Sie einen neuen Ordner"));
        Writable(call, folder, Directory.CreateDirectory);
        Writable(call, Path.Combine(folder, "policy.yaml"), path => { File.WriteAllText(path, ProposedPolicy.Manifest(report.Inventory)); return path; });
        Writable(call, Path.Combine(folder, "10-proposal.yaml"), path => { File.WriteAllText(path, report.Policy); return path; });
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

    private static Option<string> FormatOption()
    {
        var option = new Option<string>("--format") { Description = "form of the report" };
        option.AcceptOnlyFromAmong("text", "json", "html");
        return option;
    }
}
