using Chancery.Engine.Decide;
using Chancery.Engine.Deliver;
using Chancery.Engine.Inspect;
using Chancery.Engine.Inspect.Cryptography;
using Chancery.Engine.Passage;
using Chancery.Engine.People;
using Chancery.Engine.Ports;
using Chancery.Engine.Protect;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Engine.Triggers;
using Chancery.Engine.Verdicts;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Journey;

/// <summary>
/// Inspect, Decide and Protect, one after the other. Live operation and simulation differ only in what they hand in (stores,
/// keys, given facts, what is waited for) and in what they do with the result.
/// </summary>
/// <param name="passed">Tells the next gateway of ours what was decided; null in simulation.</param>
/// <param name="passages">Knows what another gateway of ours has decided; null in simulation.</param>
/// <param name="directories">What is known of people; null where nobody may be asked.</param>
/// <param name="outside">Facts that need the network; null in simulation.</param>
/// <param name="given">Facts given from outside (simulation); asked before everything else.</param>
public sealed class JourneyStages(KeyRing keys, Protector protector, IBlobStore blobs, TimeProvider time, IFactSource? given = null, PassedMarks? passed = null, Passages? passages = null,
    Directories? directories = null, OutsideSources? outside = null)
{
    /// <exception cref="FactsUnavailableException">A source is down that the request waits for.</exception>
    public async Task<Judged> JudgeAsync(Tenant tenant, GatewaySettings settings, JourneyRequest request, CancellationToken cancel)
    {
        var message = request.Message;
        var original = request.Body is { } body ? await blobs.OpenAsync(tenant.Id, body, cancel) : await blobs.OpenAsync(tenant.Id, message.Body, cancel);
        using var opened = Inspection.Open(tenant, settings.Limits, message, original);
        var router = new Router(settings, tenant, message.Session.Trust);
        var client = new ClientFactSource(opened, settings);
        var round = new JourneyRound(opened, settings, router, protector, SourcesFor(opened, router, client, settings), new EvaluationBudget(time, settings.Limits.EvalMs), request, passed);
        try
        {
            return request.Copy is null && passages is not null && await passages.FindAsync(opened, request.Recipients, cancel) is { } id
                ? await PassOnAsync(tenant, round, request, id, cancel)
                : await JudgeAsync(round, request, cancel) with { RefusedTokens = client.Refused };
        }
        catch
        {
            await round.DiscardAsync();
            throw;
        }
    }

    /// <summary>As it is, to all: another gateway of ours has decided.</summary>
    private static async Task<Judged> PassOnAsync(Tenant tenant, JourneyRound round, JourneyRequest request, string id, CancellationToken cancel)
    {
        var group = new GroupDecision([.. request.Recipients], false, new Plan { Disposition = Disposition.Deliver, Stages = ["deliver"] }, []);
        return new Judged(new Decision(tenant.Policy.Digest, [group]), FactSet.Empty, await round.ProtectAsync([group], null, cancel)) { PassedAs = id };
    }

    private static async Task<Judged> JudgeAsync(JourneyRound round, JourneyRequest request, CancellationToken cancel)
    {
        var (decision, facts) = await round.DecideAsync(request.Recipients, request.Copy, cancel);
        var groups = await round.ProtectAsync(decision.Groups, request.Copy, cancel);
        if (request.Copy is not null)
            return new Judged(decision, facts, groups);
        foreach (var (address, methods) in Copies.AskedBy(groups, request.Message.Envelope))
        {
            var (copyDecision, _) = await round.DecideAsync([address], methods, cancel);
            groups.AddRange(await round.ProtectAsync(copyDecision.Groups, methods, cancel));
        }

        return new Judged(decision, facts, groups);
    }

    private IFactSource[] SourcesFor(OpenedMessage opened, Router router, ClientFactSource client, GatewaySettings settings)
    {
        IFactSource[] people = directories is null ? [] : [new DirectoryFactSource(directories, opened.Tenant.Id, opened.Tenant.Policy.Directories, settings, SendersOf(opened))];
        IFactSource[] asked = given is null ? people : [given, .. people];
        IFactSource[] own =
        [
            new CryptoFactSource(opened, protector.Opener),
            new MailFactSource(opened.Mail, opened.Context),
            client,
            .. people,
            new KeyFactSource(opened.Tenant.Id, (key, cancel) => SignerNames.OfAsync(key, opened, asked, cancel), keys),
            new RouteFactSource(router),
            .. outside?.For(opened, settings, router) ?? [],
        ];
        return given is null ? own : [given, .. own];
    }

    private static IReadOnlyList<string> SendersOf(OpenedMessage opened) =>
        [.. opened.Mail.From.Prepend(opened.Message.Envelope.ReversePath).Where(address => address.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}
