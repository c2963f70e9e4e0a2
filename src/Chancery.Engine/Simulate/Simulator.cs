using Chancery.Engine.Ids;
using Chancery.Engine.Inspect;
using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Protect;
using Chancery.Engine.Receive;
using Chancery.Engine.Tenants;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;
using Chancery.Mail.Inspection;
using Chancery.Mail.Sources;
using Chancery.Policy.Plans;
using Chancery.Policy.Testing.Given;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Simulate;

/// <summary>
/// The dry run: Inspect, Decide and Protect as in live operation, over scratch stores; the effects are told and, where asked,
/// written to files, and nothing is handed to anybody.
/// </summary>
public sealed class Simulator(
    Installation installation, KeyRing keys, GivenFacts given, TraceHeader trace, SimulationOptions options, IIdSource ids, TimeProvider time)
{
    private readonly EffectsFolder _effects = new(options.EffectsFolder);

    /// <param name="number">1, 2, … in the order of the run; names the effects' files.</param>
    public async Task<SimulatedMail> SimulateAsync(MailSource source, int number, CancellationToken cancel)
    {
        if (source.Problem is { } problem)
            return SimulatedMail.Unreadable(source.Name, problem);
        try
        {
            using var blobs = new ScratchBlobs();
            return await JudgeAsync(source, number, blobs, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return SimulatedMail.Unreadable(source.Name, failure.Message);
        }
    }

    private async Task<SimulatedMail> JudgeAsync(MailSource source, int number, ScratchBlobs blobs, CancellationToken cancel)
    {
        var spooled = await SpoolAsync(source, blobs, cancel);
        if (spooled.Body.Length == 0)
            return SimulatedMail.Unreadable(source.Name, "the file is empty");
        var envelope = spooled.Envelope;
        if (envelope.Recipients.Count == 0)
            return Empty(source, spooled, "no recipients: name them with --to");
        var now = SimulatedInstallation.For(installation, options.Tenant, envelope.ReversePath);
        var session = SimulatedInstallation.SessionFor(now, options, envelope.ReversePath);
        var result = new SimulatedMail(source.Name, spooled.HeaderMessageId, spooled.Body.Length, envelope.ReversePath, envelope.Recipients, [], [], []);
        var firstCopy = 1;
        foreach (var (tenant, share) in TenantResolver.Split(now, session, envelope, spooled.HeaderFrom))
        {
            var message = spooled with { Tenant = tenant.Id, Session = session, Envelope = share };
            var stages = new JourneyStages(keys, new Protector(keys, blobs, trace, ids, time), blobs, time, new GivenFactSource(given, envelope.ReversePath));
            var judged = await stages.JudgeAsync(tenant, now.Settings, new JourneyRequest(message, share.Recipients) { At = given.Clock }, cancel);
            var groups = await GroupsAsync(number, firstCopy, judged, blobs, tenant, cancel);
            firstCopy += groups.Sum(group => group.Effects.Count);
            result = result with { Groups = [.. result.Groups, .. groups], Unknown = [.. result.Unknown, .. judged.Decision.Unknown] };
        }

        return WithRefused(result, envelope);
    }

    /// <summary>A delivered copy belongs to the group whose rule makes it; one that would be held is shown as a group.</summary>
    private async Task<List<SimulatedGroup>> GroupsAsync(
        int number, int firstCopy, Judged judged, ScratchBlobs blobs, Tenant tenant, CancellationToken cancel)
    {
        var groups = new List<SimulatedGroup>();
        foreach (var group in judged.Groups)
        {
            var effects = await _effects.WriteAsync(number, firstCopy, group.Mails, blobs, tenant.Id, cancel);
            firstCopy += effects.Count;
            var asker = group.IsCopy && effects.Count > 0 ? groups.FindIndex(other => other.Group.Plan.Actions.Any(action => action.Action == "copy")) : -1;
            if (asker >= 0)
                groups[asker] = groups[asker] with { Effects = [.. groups[asker].Effects, .. effects] };
            else
                groups.Add(new SimulatedGroup(group.Group, effects));
        }

        return groups;
    }

    /// <summary>Recipients whom the live reception would have refused: relaying for outsiders (R36).</summary>
    private static SimulatedMail WithRefused(SimulatedMail mail, Envelope envelope)
    {
        var judged = mail.Groups.SelectMany(group => group.Group.To).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var refused = envelope.Recipients.Where(to => !judged.Contains(to)).ToList();
        if (refused.Count == 0)
            return mail;
        var plan = new Plan { Disposition = Disposition.Reject, Reject = new RejectTerms("5.7.1", "relaying denied") };
        return mail with { Groups = [.. mail.Groups, new SimulatedGroup(new GroupDecision([.. refused], false, plan, []), [])] };
    }

    private async Task<SpooledMessage> SpoolAsync(MailSource source, ScratchBlobs blobs, CancellationToken cancel)
    {
        var limits = installation.Settings.Limits;
        await using var writer = blobs.Create(Policy.TenantId.Default);
        await using (var file = source.Open())
            await CanonicalLines.CopyAsync(file, data => writer.WriteAsync(data, cancel), cancel);
        var body = await writer.CompleteAsync(cancel);
        await using var stream = await blobs.OpenAsync(Policy.TenantId.Default, body.Blob, cancel);
        var header = RawHeaderBlock.Read(stream, limits.HeaderBytes);
        using var mail = MailInspector.Inspect(stream, Inspection.LimitsOf(limits));
        var envelope = new Envelope(options.From ?? (mail.From is [var first, ..] ? first : mail.Sender) ?? "", SimulatedInstallation.RecipientsOf(options with { Bcc = [.. options.Bcc, .. given.Bcc] }, mail));
        return new SpooledMessage(
            Policy.TenantId.Default, ids.NewId(), time.GetUtcNow(), SimulatedInstallation.Nobody, envelope, body.Blob,
            HeaderFields.MessageId(header), HeaderFields.FromAddress(header));
    }

    private static SimulatedMail Empty(MailSource source, SpooledMessage message, string problem) =>
        new(source.Name, message.HeaderMessageId, message.Body.Length, message.Envelope.ReversePath, [], [], [], [problem]);
}
