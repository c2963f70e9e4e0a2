using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Sources;
using Chancery.Policy;
using Chancery.Policy.Loading;
using Chancery.Policy.Reading;
using Chancery.Protection.Keys;

namespace Chancery.Host.Commands;

/// <summary><c>inspect MAIL…</c></summary>
internal static class InspectVerb
{
    private static readonly Argument<string[]> Mails = new("MAIL") { Description = "files, folders, mbox, Maildir", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> PolicyFolder = new("--policy") { Description = "a policy whose vocabulary counts too", HelpName = "dir" };

    private static readonly Option<string> Keys = new("--keys") { Description = "a folder as the key store of the run", HelpName = "dir" };

    public static Command Create() => new Verb("inspect", "what the gateway sees in a mail: structure, attachments, types, tags, cryptography",
        "chancery inspect mail.eml", "chancery inspect ./mails --json", "chancery inspect signed.eml --keys ./keys") { Mails, PolicyFolder, Keys }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var terms = TermsOf(call);
        await using var storage = call.Parse.GetValue(Keys) is null && (call.ConfigGiven || File.Exists(call.ConfigFile))
            ? await Stores.VisitAsync(Instance.Settings(call), cancel)
            : null;
        var look = new CryptoLook(StoreOf(call) ?? storage?.Keys ?? FolderKeyStore.Empty, TenantId.Default);
        var problems = 0;
        if (!call.Json)
        {
            foreach (var source in Sources(call))
                problems += await TryAsync(source, look, (mail, findings) => InspectText.Write(call.Out, mail, source.Name, terms, findings), problem => call.Out.WriteLine($"{source.Name}: {problem}"), cancel) ? 0 : 1;
            return problems == 0 ? ExitCodes.Fine : ExitCodes.Findings;
        }

        await call.WriteJsonAsync(async json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("mails");
            foreach (var source in Sources(call))
                problems += await TryAsync(source, look, (mail, findings) => InspectJson.Write(json, mail, source.Name, terms, findings), problem => InspectJson.WriteProblem(json, source.Name, problem), cancel) ? 0 : 1;
            json.WriteEndArray();
            json.WriteEndObject();
        });
        return problems == 0 ? ExitCodes.Fine : ExitCodes.Findings;
    }

    private static IEnumerable<MailSource> Sources(Invocation call) => call.Parse.GetRequiredValue(Mails).SelectMany(MailSources.Enumerate);

    private static FolderKeyStore? StoreOf(Invocation call)
    {
        if (call.Parse.GetValue(Keys) is not { } folder)
            return null;
        return Directory.Exists(folder) ? FolderKeyStore.Open(folder) : throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"), "--keys names a folder of certificates and keys");
    }

    /// <returns>False where there was nothing to inspect.</returns>
    private static async Task<bool> TryAsync(MailSource source, CryptoLook look, Action<InspectedMail, CryptoFindings?> write, Action<string> fail, CancellationToken cancel)
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
            write(mail, await look.OfAsync(again, mail, cancel));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fail("the file cannot be read");
            return false;
        }
    }

    /// <summary>What the policy looks for, where one is given.</summary>
    private static ReadingTerms? TermsOf(Invocation call)
    {
        if (call.Parse.GetValue(PolicyFolder) is not { } folder)
            return null;
        if (!Directory.Exists(folder))
            throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"));
        var load = PolicyLoader.Load(folder);
        if (load.HasErrors)
            throw new UsageException(call.Say("the policy has errors", "die Richtlinie hat Fehler")) { Findings = load.Findings };
        return load.Policies.Values.FirstOrDefault()?.Reading;
    }
}
