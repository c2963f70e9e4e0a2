using System.CommandLine;
using System.Text.Json;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Sources;
using Chancery.Policy.Loading;

namespace Chancery.Host.Commands;

/// <summary><c>inspect MAIL…</c></summary>
internal static class InspectVerb
{
    private static readonly Argument<string[]> Mails = new("MAIL") { Description = "files, folders, mbox, Maildir", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> PolicyFolder = new("--policy") { Description = "a policy whose vocabulary counts too", HelpName = "dir" };

    public static Command Create() => new Verb("inspect", "what the gateway sees in a mail: structure, attachments, types, tags, cryptography",
        "chancery inspect mail.eml", "chancery inspect ./mails --json") { Mails, PolicyFolder }.Does(RunAsync);

    private static Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        CheckPolicy(call);
        var problems = 0;
        if (call.Json)
            call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("mails");
                foreach (var source in Sources(call))
                    problems += WriteJson(json, source, cancel) ? 0 : 1;
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
    private static bool WriteJson(Utf8JsonWriter json, MailSource source, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var problem = Look(source, mail => InspectJson.Write(json, mail, source.Name));
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

    private static void CheckPolicy(Invocation call)
    {
        if (call.Parse.GetValue(PolicyFolder) is not { } folder)
            return;
        if (!Directory.Exists(folder))
            throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"));
        if (PolicyLoader.Load(folder, Instance.Sources(call)) is { HasErrors: true } load)
            throw new UsageException(call.Say("the policy has errors", "die Richtlinie hat Fehler")) { Findings = load.Findings };
    }
}
