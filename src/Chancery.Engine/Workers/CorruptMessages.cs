using Chancery.Engine.Messages;
using Chancery.Engine.Notices;
using Chancery.Engine.Ports;
using Chancery.Engine.Queue;
using Chancery.Engine.Register;
using Chancery.Engine.Tenants;
using Chancery.Policy.Plans;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>Undecided messages whose stored body is not what was stored: kept, recorded, never delivered in part, and the postmaster told.</summary>
internal sealed partial class CorruptMessages(
    IMailStore store, InstallationHolder installation, NoticeMaker notices, TimeProvider time, ILogger<CorruptMessages> log)
{
    public async Task MarkAsync(SpooledMessage message, CorruptBodyException damage, CancellationToken cancel)
    {
        LogCorrupt(message.Id, damage.Message);
        var told = await NoticesAsync(message, cancel);
        var entry = Entry.OfGroup(message.Tenant, message.Id, "corrupt", 0, message.Envelope.Recipients, damage.Message, time.GetUtcNow());
        await store.MarkCorruptAsync(
            new CorruptCommit(message.Tenant, message.Id, [.. told.Select(notice => notice.Effect)], [.. told.Select(notice => notice.Body)], [entry]), cancel);
    }

    private async Task<IReadOnlyList<Notice>> NoticesAsync(SpooledMessage message, CancellationToken cancel)
    {
        var now = installation.Current;
        if (!now.Tenants.TryGetValue(message.Tenant, out var tenant))
            return [];
        var all = new MessageGroup(0, message.Envelope.Recipients, false, new Plan { Disposition = Disposition.Hold }, [], GroupState.Held)
        {
            Reason = SetAside.Damaged,
        };
        return [await notices.FaultAsync(tenant, now.Settings, message, all, cancel)];
    }

    [LoggerMessage(2002, LogLevel.Error, "message {Id} is corrupt and is never delivered: {Reason}")]
    private partial void LogCorrupt(string id, string reason);
}
