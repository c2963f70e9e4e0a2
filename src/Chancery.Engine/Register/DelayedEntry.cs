using System.Text.Json;
using Chancery.Engine.Ports;

namespace Chancery.Engine.Register;

/// <summary>The register's entry that the sender was told of a delay; read again so that nobody is told twice of one recipient.</summary>
internal static class DelayedEntry
{
    private const string Kind = "delayed";

    public static RegisterEvent Make(MessageRecord record, int group, IEnumerable<string> recipients, DateTimeOffset at) =>
        Entry.OfGroup(record.Message.Tenant, record.Message.Id, Kind, group, recipients, null, at);

    /// <summary>Of whom it was told so far, without regard to case.</summary>
    public static IReadOnlySet<string> ToldOf(MessageRecord record) =>
        record.Events.Where(entry => entry.Event.Kind == Kind).SelectMany(entry => RecipientsOf(entry.Event)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static List<string> RecipientsOf(RegisterEvent entry)
    {
        using var json = JsonDocument.Parse(entry.Data);
        return [.. json.RootElement.GetProperty("recipients").EnumerateArray().Select(address => address.GetString()!)];
    }
}
