using System.CommandLine;
using System.Globalization;
using Chancery.Engine.Ports;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Host.Settings;

namespace Chancery.Host.Commands;

/// <summary><c>messages find</c></summary>
internal static class MessagesVerb
{
    private static readonly Option<string> From = new("--from") { Description = "part of the sender's address", HelpName = "address" };

    private static readonly Option<string> To = new("--to") { Description = "part of a recipient's address", HelpName = "address" };

    private static readonly Option<string> Since = new("--since") { Description = "a duration back from now (2h, 30d) or a time (2026-11-24T08:00Z)", HelpName = "time" };

    private static readonly Option<string> MessageId = new("--message-id") { Description = "the Message-ID field", HelpName = "id" };

    private static readonly Option<string> Rule = new("--rule") { Description = "an applied rule, RULESET/RULE or RULE", HelpName = "rule" };

    public static Command Create() => new("messages", "messages and what became of them")
    {
        new Verb("find", "where a mail is; all given criteria must hold",
            "chancery messages find --to partner.example --since 2h", "chancery messages find --message-id '<a1@acme.example>' --json")
        {
            From, To, Since, MessageId, Rule,
        }.Does(FindAsync),
    };

    private static async Task<int> FindAsync(Invocation call, CancellationToken cancel)
    {
        var parse = call.Parse;
        var query = new MessageQuery(
            From: parse.GetValue(From), To: parse.GetValue(To), Since: SinceOf(parse.GetValue(Since)), MessageIdField: parse.GetValue(MessageId), Rule: parse.GetValue(Rule));
        await using var storage = await Stores.VisitAsync(Instance.Settings(call), cancel);
        var found = await storage.Mail.FindAsync(query, cancel);
        if (call.Json)
            call.WriteJson(json => MessageJson.Write(json, found));
        else if (found.Count == 0)
            call.Out.WriteLine(call.Say("no such message", "keine solche Nachricht"));
        else
            MessageText.Write(call.Out, found, call.Language);
        return ExitCodes.Fine;
    }

    private static DateTimeOffset? SinceOf(string? text)
    {
        if (text is null)
            return null;
        if (Units.Duration(text) is { } back)
            return TimeProvider.System.GetUtcNow() - back;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        throw new UsageException($"\"{text}\" is no time for --since", "give 2h, 30d or 2026-11-24T08:00Z");
    }
}
