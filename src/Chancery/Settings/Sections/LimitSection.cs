using Chancery.Engine.Settings;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>limits</c></summary>
internal static class LimitSection
{
    public static (Limits Message, ClientLimits Client) Read(Section? section)
    {
        var defaults = new Limits();
        if (section is null)
            return (defaults, new ClientLimits());
        var limits = new Limits
        {
            Message = section.Size("message") ?? defaults.Message,
            Recipients = section.Whole("recipients", 1, 100_000) ?? defaults.Recipients,
            RecipientsPerCopy = section.Whole("recipients-per-copy", 1, 100_000) ?? defaults.RecipientsPerCopy,
            MimeDepth = section.Whole("mime-depth", 1, 1000) ?? defaults.MimeDepth,
            Parts = section.Whole("parts", 1, 1_000_000) ?? defaults.Parts,
            HeaderBytes = (int)Math.Min(int.MaxValue, section.Size("header-bytes") ?? defaults.HeaderBytes),
            ArchiveDepth = section.Whole("archive-depth", 0, 100) ?? defaults.ArchiveDepth,
            ArchiveRatio = section.Whole("archive-ratio", 1, 1_000_000) ?? defaults.ArchiveRatio,
            ArchiveBytes = section.Size("archive-bytes") ?? defaults.ArchiveBytes,
            Received = section.Whole("received", 1, 1000) ?? defaults.Received,
            Deliveries = section.Whole("deliveries", 1, 1000) ?? defaults.Deliveries,
            DeliveriesPerHop = section.Whole("deliveries-per-hop", 1, 1000) ?? defaults.DeliveriesPerHop,
            Crashes = section.Whole("crashes", 1, 100) ?? defaults.Crashes,
            Backlog = section.Whole("backlog", 1, 100_000_000) ?? defaults.Backlog,
            FreeDisk = section.Size("free-disk") ?? defaults.FreeDisk,
            EvalMs = section.Whole("eval-ms", 1, 600_000) ?? defaults.EvalMs,
        };
        var clients = Clients(section);
        section.Close();
        return (limits, clients);
    }

    private static ClientLimits Clients(Section section)
    {
        var defaults = new ClientLimits();
        return new ClientLimits
        {
            Sessions = section.Whole("sessions", 1, 100_000) ?? defaults.Sessions,
            ClientSessions = section.Whole("client-sessions", 0, 100_000) ?? defaults.ClientSessions,
            ClientMessages = section.Whole("client-messages", 0, 1_000_000) ?? defaults.ClientMessages,
            ClientRecipients = section.Whole("client-recipients", 0, 1_000_000) ?? defaults.ClientRecipients,
            TenantSessions = section.Whole("tenant-sessions", 0, 100_000) ?? defaults.TenantSessions,
            TenantMessages = section.Whole("tenant-messages", 0, 1_000_000) ?? defaults.TenantMessages,
            Exempt = section.Has("exempt") ? section.Networks("exempt") : defaults.Exempt,
        };
    }
}
