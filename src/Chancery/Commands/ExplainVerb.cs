using System.CommandLine;
using Chancery.Engine.Explain;
using Chancery.Host.Cli;
using Chancery.Host.Output;

namespace Chancery.Host.Commands;

/// <summary><c>explain ID</c></summary>
internal static class ExplainVerb
{
    private static readonly Argument<string> Id = new("ID") { Description = "id of the message, as in its 250 reply" };

    public static Command Create() => new Verb("explain", "why a processed message was treated as it was, in plain words",
        "chancery explain 01JDXYZ…", "chancery explain 01JDXYZ… --lang de") { Id }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        await using var storage = await Stores.VisitAsync(Instance.Settings(call), cancel);
        var id = call.Parse.GetRequiredValue(Id);
        if (await storage.Mail.GetAsync(id, cancel) is not { } record)
            return QueueVerb.Unknown(call, id);
        var lines = Explanation.LinesFor(record, call.Language, storage.Pseudonyms);
        if (!call.Json)
        {
            foreach (var line in lines)
                call.Out.WriteLine(line);
            return ExitCodes.Fine;
        }

        call.WriteJson(json =>
        {
            json.WriteStartObject();
            MessageJson.WriteMembers(json, record, withEvents: true);
            json.WritePropertyName("decision");
            if (record.DecisionJson is { } decision)
                json.WriteRawValue(decision);
            else
                json.WriteNullValue();
            json.WriteStartArray("explanation");
            foreach (var line in lines)
                json.WriteStringValue(line);
            json.WriteEndArray();
            json.WriteEndObject();
        });
        return ExitCodes.Fine;
    }
}
