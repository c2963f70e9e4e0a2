using Chancery.Engine.Messages;
using Chancery.Engine.Register;
using Chancery.Engine.Tenants;
using Chancery.Mail.Facts;
using Chancery.Mail.Headers;

namespace Chancery.Engine.Receive;

/// <summary>What a message says that its session may not say: it has no effect, leaves with no copy, and is put on record (language, R8).</summary>
internal static class StrippedFields
{
    /// <summary>Names of fields in one record.</summary>
    private const int Most = 50;

    /// <summary>None where nothing is stripped.</summary>
    public static IReadOnlyList<RegisterEvent> Entries(Tenant tenant, SpooledMessage message, RawHeaderBlock header, TraceHeader trace)
    {
        var firewall = new MailContext(message.Session, message.Envelope, tenant.Domains) { Triggers = tenant.Policy.Triggers }.Firewall;
        var fields = header.Fields.Where(field => firewall.Strips(field.Name) && !(field.Is(TraceHeader.Name) && trace.IsOurs(header.Text(field))))
            .Select(field => field.Name).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most).ToList();
        return fields.Count == 0 ? [] : [Entry.Stripped(message, fields)];
    }
}
