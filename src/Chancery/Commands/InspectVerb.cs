using System.CommandLine;
using System.Text.Json;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Sources;
using Chancery.Policy.Loading;

namespace Chancery.Host.Commands;

/// <summary><c>inspect MAIL…</c></summary>
internal static class InspectVerb
{
    private static readonly Argument<string[]> Mails = new("MAIL") { Description = "files, folders, mbox, Maildir", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> SessionTrusted = SessionOption();

    private static readonly Option<string> PolicyFolder = new("--policy") { Description = "a policy whose vocabulary counts too", HelpName = "dir" };

    public static Command Create() => new Verb("inspect", "what the gateway sees in a mail: structure, attachments, types, tags, cryptography",
        "chancery inspect mail.eml", "chancery inspect ./mails --json") { Mails, PolicyFolder, SessionTrusted }.Does(RunAsync);

    private static Option<string> SessionOption()
    {
        var option = new Option<string>("--session") { Description = "trust of the session it came by: internal, authenticated, anonymous", HelpName = "trust", DefaultValueFactory = _ => "anonymous" };
        option.AcceptOnlyFromAmong("internal", "authenticated", "anonymous");
        return option;
    }

    /// <summary>The session as it is supposed to be, and the foreign fields of the policy's vocabulary.</summary>
    private static MailContext ContextOf(Invocation call, PolicyLoad? load)
    {
        var trust = Enum.Parse<SessionTrust>(call.Parse.GetValue(SessionTrusted) ?? "anonymous", ignoreCase: true);
        return new MailContext(new Session("", "", "", null, trust, null, null), new Envelope("", []), [])
        {
            Triggers = [.. load?.Policies.Values.SelectMany(policy => policy.Triggers) ?? []],
        };
    }

    private static Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var context = ContextOf(call, CheckPolicy(call));
        var problems = 0;
        if (call.Json)
            call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("mails");
                foreach (var source in Sources(call))
                    problems += WriteJson(json, source, context, cancel) ? 0 : 1;
                json.WriteEndArray();
                json.WriteEndObject();
            });
        else
            foreach (var source in Sources(call))
                problems += WriteText(call, source, cancel) ? 0 : 1;
        return Task.FromResult(problems == 0 ? ExitCodes.Fine : ExitCodes.Findings);
    }

    private static IEnumerable<MailSource> Sources(Invocation call) => call.Parse.GetRequiredValue(Mails).SelectMany(MailSources.Enumerate);

    /// <returns>False where there was nothing to inspect.</returns>
    private static bool WriteJson(Utf8JsonWriter json, MailSource source, MailContext context, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var problem = Look(source, mail => InspectJson.Write(json, mail, source.Name, context));
        if (problem is not null)
            InspectJson.WriteProblem(json, source.Name, problem);
        return problem is null;
    }

    private static bool WriteText(Invocation call, MailSource source, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var problem = Look(source, mail => InspectText.Write(call.Out, mail, source.Name));
        if (problem is not null)
            call.Out.WriteLine($"{source.Name}: {problem}");
        return problem is null;
    }

    /// <returns>Why it could not be inspected; null if it was.</returns>
    private static string? Look(MailSource source, Action<InspectedMail> write)
    {
        if (source.Problem is { } problem)
            return problem;
        try
        {
            using var mail = MailInspector.Inspect(source.Open(), new InspectionLimits());
            write(mail);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "the file cannot be read";
        }
    }

    private static PolicyLoad? CheckPolicy(Invocation call)
    {
        if (call.Parse.GetValue(PolicyFolder) is not { } folder)
            return null;
        if (!Directory.Exists(folder))
            throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"));
        var load = PolicyLoader.Load(folder);
        return load.HasErrors ? throw new UsageException(call.Say("the policy has errors", "die Richtlinie hat Fehler")) { Findings = load.Findings } : load;
    }
}
