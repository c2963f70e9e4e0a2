using Chancery.Engine.Explain;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy.Plans;

namespace Chancery.Host.Output;

/// <summary>Messages as lines for people.</summary>
internal static class MessageText
{
    public static void Write(TextWriter output, IReadOnlyList<MessageRecord> records, string language)
    {
        foreach (var record in records)
        {
            var message = record.Message;
            output.WriteLine($"{message.Id}  {message.ReceivedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {MessageJson.Word(record.State),-8}  <{message.Envelope.ReversePath}>  {message.HeaderMessageId}");
            if (record.Groups.Count == 0)
                output.WriteLine($"    {string.Join(", ", message.Envelope.Recipients)}{((Explanation.WaitingFor(record, language) ?? record.Note) is { } note ? $": {note}" : "")}");
            foreach (var group in record.Groups)
                output.WriteLine("    " + Line(group));
        }
    }

    private static string Line(MessageGroup group)
    {
        var protection = group.Plan.Protection is { } method ? ", " + Names.Of(method) : "";
        var reason = group.Reason is { } why ? $": {why}" : "";
        var rules = group.Rules.Count == 0 ? "" : $" [{string.Join(", ", group.Rules.Select(rule => rule.Id))}]";
        return $"{group.Number}  {MessageJson.Word(group.State)}{protection}  {string.Join(", ", group.Recipients)}{rules}{reason}";
    }
}
