using System.CommandLine;
using Chancery.Engine.Queue;
using Chancery.Host.Cli;
using Chancery.Host.Output;

namespace Chancery.Host.Commands;

/// <summary><c>queue list|show|retry|release|reject|pause|resume|flush</c></summary>
internal static class QueueVerb
{
    private static readonly Argument<string> Id = new("ID") { Description = "id of the message, as in its 250 reply" };

    private static readonly Argument<string?> NextHop = new("NEXT-HOP") { Description = "a name under next-hops; none: all of them", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string> Reason = new("--reason") { Description = "for the sender and the record", HelpName = "text" };

    public static Command Create() => new("queue", "messages that wait: held, quarantined, deferred")
    {
        new Verb("list", "what waits, newest first", "chancery queue list", "chancery queue list --json").Does(ListAsync),
        new Verb("show", "one message with its copies and attempts", "chancery queue show 01JDXYZ…") { Id }.Does(ShowAsync),
        new Verb("retry", "makes what is deferred due at once, and tries once more what was set aside", "chancery queue retry 01JDXYZ…") { Id }
            .Does((call, cancel) => OrderAsync(call, PolicyUse.IfSound, (queue, id) => queue.RetryAsync(id, By(), cancel), cancel)),
        new Verb("release", "judges a held message anew by the policy in force, and delivers what it allows", "chancery queue release 01JDXYZ…") { Id }
            .Does((call, cancel) => OrderAsync(call, PolicyUse.Needed, (queue, id) => queue.ReleaseAsync(id, By(), cancel), cancel)),
        new Verb("reject", "refuses a held message for good", "chancery queue reject 01JDXYZ… --reason \"wrong recipient\"") { Id, Reason }
            .Does((call, cancel) => OrderAsync(call, PolicyUse.Needed, (queue, id) => queue.RejectAsync(id, By(), call.Parse.GetValue(Reason), cancel), cancel)),
        new Verb("pause", "hands nothing over any more, until resumed; mail is taken on", "chancery queue pause", "chancery queue pause partner") { NextHop }
            .Does((call, cancel) => HopOrderAsync(call, (queue, hop) => queue.PauseAsync(hop, By(), cancel), cancel)),
        new Verb("resume", "ends a pause", "chancery queue resume", "chancery queue resume partner") { NextHop }
            .Does((call, cancel) => HopOrderAsync(call, (queue, hop) => queue.ResumeAsync(hop, cancel), cancel)),
        new Verb("flush", "makes all that is deferred due at once", "chancery queue flush", "chancery queue flush partner") { NextHop }
            .Does((call, cancel) => HopOrderAsync(call, (queue, hop) => queue.FlushAsync(hop, cancel), cancel)),
    };

    private static async Task<int> ListAsync(Invocation call, CancellationToken cancel)
    {
        await using var administration = await Administration.OpenAsync(call, PolicyUse.None, cancel);
        var waiting = await administration.Engine.Queue.ListAsync(cancel);
        var pauses = await administration.Engine.Queue.PausesAsync(cancel);
        if (call.Json)
            call.WriteJson(json => QueueOutput.Write(json, waiting, pauses));
        else
            QueueOutput.Write(call, waiting, pauses);
        return ExitCodes.Fine;
    }

    private static async Task<int> ShowAsync(Invocation call, CancellationToken cancel)
    {
        await using var administration = await Administration.OpenAsync(call, PolicyUse.None, cancel);
        var id = call.Parse.GetRequiredValue(Id);
        if (await administration.Storage.Mail.GetAsync(id, cancel) is not { } record)
            return Unknown(call, id);
        if (call.Json)
            call.WriteJson(json => MessageJson.WriteOne(json, record, withEvents: true));
        else
            MessageText.Write(call.Out, [record], call.Language);
        return ExitCodes.Fine;
    }

    private static async Task<int> OrderAsync(
        Invocation call, PolicyUse policy, Func<QueueOperations, string, Task<QueueAnswer>> order, CancellationToken cancel)
    {
        await using var administration = await Administration.OpenAsync(call, policy, cancel);
        var id = call.Parse.GetRequiredValue(Id);
        return Answer(call, "id", id, await order(administration.Engine.Queue, id));
    }

    private static async Task<int> HopOrderAsync(Invocation call, Func<QueueOperations, string?, Task<QueueAnswer>> order, CancellationToken cancel)
    {
        await using var administration = await Administration.OpenAsync(call, PolicyUse.None, cancel);
        var hop = call.Parse.GetValue(NextHop);
        return Answer(call, "nextHop", hop, await order(administration.Engine.Queue, hop));
    }

    private static int Answer(Invocation call, string name, string? value, QueueAnswer answer)
    {
        if (call.Json)
            call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString(name, value);
                json.WriteBoolean("done", answer.Done);
                json.WriteString("text", answer.Text);
                json.WriteEndObject();
            });
        else
            (answer.Done ? call.Out : call.Error).WriteLine($"{value ?? call.Say("all next hops", "alle Ziele")}: {answer.Text}");
        return answer.Done ? ExitCodes.Fine : ExitCodes.Findings;
    }

    internal static int Unknown(Invocation call, string id)
    {
        var text = call.Say($"no message {id}", $"keine Nachricht {id}");
        if (call.Json)
            call.WriteJson(json => ErrorJson.Write(json, text, "chancery messages find", []));
        call.Error.WriteLine("chancery: " + text);
        return ExitCodes.Findings;
    }

    /// <summary>Who gave the order, for the register.</summary>
    private static string By() => Environment.UserName;
}
