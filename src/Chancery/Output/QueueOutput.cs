using System.Text.Json;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Host.Cli;

namespace Chancery.Host.Output;

/// <summary>What waits, and what is paused.</summary>
internal static class QueueOutput
{
    /// <summary><c>{ "messages": […], "corrupt": 0, "pauses": [ { "nextHop": null, "since": …, "by": … } ] }</c></summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<MessageRecord> waiting, IReadOnlyList<Pause> pauses)
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var record in waiting)
            MessageJson.WriteOne(json, record, withEvents: false);
        json.WriteEndArray();
        json.WriteNumber("corrupt", Corrupt(waiting));
        json.WriteStartArray("pauses");
        foreach (var pause in pauses)
        {
            json.WriteStartObject();
            json.WriteString("nextHop", pause.NextHop);
            json.WriteString("since", pause.Since);
            json.WriteString("by", pause.By);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Invocation call, IReadOnlyList<MessageRecord> waiting, IReadOnlyList<Pause> pauses)
    {
        foreach (var pause in pauses)
            call.Out.WriteLine(call.Say(
                $"paused since {pause.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by {pause.By}: {pause.NextHop ?? "all next hops"}",
                $"angehalten seit {pause.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z von {pause.By}: {pause.NextHop ?? "alle Ziele"}"));
        if (Corrupt(waiting) is > 0 and var corrupt)
            call.Out.WriteLine(call.Say($"corrupt: {corrupt}", $"beschädigt: {corrupt}"));
        if (waiting.Count == 0)
            call.Out.WriteLine(call.Say("nothing waits", "nichts wartet"));
        else
            MessageText.Write(call.Out, waiting, call.Language);
    }

    private static int Corrupt(IReadOnlyList<MessageRecord> waiting) => waiting.Count(record => record.State == MessageState.Corrupt);
}
