using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Mail.Detection;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Sources;
using Chancery.Policy;
using Chancery.Policy.Loading;
using Chancery.Protection.Keys;

namespace Chancery.Host.Commands;

/// <summary><c>inspect MAIL…</c></summary>
internal static class InspectVerb
{
    private static readonly Argument<string[]> Mails = new("MAIL") { Description = "files, folders, mbox, Maildir", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> SessionTrusted = SessionOption();

    private static readonly Option<string> PolicyFolder = new("--policy") { Description = "a policy whose vocabulary counts too", HelpName = "dir" };

    private static readonly Option<string> Keys = new("--keys") { Description = "a folder as the key store of the run", HelpName = "dir" };

    private static Option<string> SessionOption()
    {
        var option = new Option<string>("--session") { Description = "trust of the session it came by: internal, authenticated, anonymous", HelpName = "trust", DefaultValueFactory = _ => "anonymous" };
        option.AcceptOnlyFromAmong("internal", "authenticated", "anonymous");
        return option;
    }

    /// <summary>The session as it is supposed to be, and the foreign fields of the policy's vocabulary.</summary>
    private static MailContext ContextOf(Invocation call)
    {
        var policies = PoliciesOf(call);
        var trust = Enum.Parse<SessionTrust>(call.Parse.GetValue(SessionTrusted) ?? "anonymous", ignoreCase: true);
        return new MailContext(new Session("", "", "", null, trust, null, null), new Envelope("", []), [])
        {
            Triggers = [.. policies.SelectMany(policy => policy.Triggers)],
            Reading = policies is [var first, ..] ? first.Reading : BuiltInDetectors.Terms,
        };
    }

    public static Command Create() => new Verb("inspect", "what the gateway sees in a mail: structure, attachments, types, tags, cryptography",
        "chancery inspect mail.eml", "chancery inspect ./mails --json", "chancery inspect signed.eml --keys ./keys") { Mails, PolicyFolder, Keys, SessionTrusted }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var context = ContextOf(call);
        await using var storage = call.Parse.GetValue(Keys) is null && (call.ConfigGiven || File.Exists(call.ConfigFile))
            ? await Stores.VisitAsync(Instance.Settings(call), cancel)
            : null;
        var look = new CryptoLook(StoreOf(call) ?? storage?.Keys ?? FolderKeyStore.Empty, TenantId.Default);
        var problems = 0;
        if (!call.Json)
        {
            foreach (var source in Sources(call))
                problems += await TryAsync(source, look, (mail, findings) => InspectText.Write(call.Out, mail, source.Name, context, findings), problem => call.Out.WriteLine($"{source.Name}: {problem}"), cancel) ? 0 : 1;
            return problems == 0 ? ExitCodes.Fine : ExitCodes.Findings;
        }

        await call.WriteJsonAsync(async json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("mails");
            foreach (var source in Sources(call))
                problems += await TryAsync(source, look, (mail, findings) => InspectJson.Write(json, mail, source.Name, context, findings), problem => InspectJson.WriteProblem(json, source.Name, problem), cancel) ? 0 : 1;
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

    /// <summary>Those whose vocabulary counts.</summary>
    private static IReadOnlyList<IPolicy> PoliciesOf(Invocation call)
    {
        if (call.Parse.GetValue(PolicyFolder) is not { } folder)
            return [];
        if (!Directory.Exists(folder))
            throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"));
        var load = PolicyLoader.Load(folder, Instance.Sources(call));
        if (load.HasErrors)
            throw new UsageException(call.Say("the policy has errors", "die Richtlinie hat Fehler")) { Findings = load.Findings };
        return [.. load.Policies.Values];
    }
}
