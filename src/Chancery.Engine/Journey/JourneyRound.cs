using Chancery.Engine.Decide;
using Chancery.Engine.Deliver;
using Chancery.Engine.Inspect;
using Chancery.Engine.Protect;
using Chancery.Engine.Settings;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>Decide and Protect for one opened message: what cannot be protected by one method is decided again without it.</summary>
internal sealed class JourneyRound(
    OpenedMessage opened, GatewaySettings settings, Router router, Protector protector,
    IReadOnlyList<IFactSource> sources, DateTimeOffset at, MethodRefusals refused)
{
    private FactSet _facts = FactSet.Empty;

    public async Task<(Decision Decision, FactSet Facts)> DecideAsync(
        IReadOnlyList<string> recipients, EquatableList<Method>? copy, CancellationToken cancel)
    {
        var request = Inspection.RequestFor(opened, recipients) with { Facts = _facts, At = at, Refused = refused.All, Copy = copy };
        var (decision, facts) = await Decider.DecideAsync(opened.Tenant.Policy, request, sources, cancel);
        _facts = facts;
        return (decision, facts);
    }

    public async Task<List<JudgedGroup>> ProtectAsync(IReadOnlyList<GroupDecision> decided, EquatableList<Method>? copy, CancellationToken cancel)
    {
        var done = new List<JudgedGroup>();
        var open = new Queue<GroupDecision>(decided);
        while (open.TryDequeue(out var group))
        {
            if (await TryProtectAsync(group, copy is not null, cancel) is { } judged)
                done.Add(judged);
            else
                await DecideAgainAsync(group, copy, open, done, cancel);
        }

        return done;
    }

    /// <summary>Null if the method failed and the next one is to be tried.</summary>
    private async Task<JudgedGroup?> TryProtectAsync(GroupDecision decided, bool isCopy, CancellationToken cancel)
    {
        var group = Safeguards.Apply(decided, opened);
        if (group.Plan.Disposition != Disposition.Deliver)
            return new JudgedGroup(group, [], null) { IsCopy = isCopy };
        try
        {
            var (copy, plan) = await protector.ProtectAsync(opened, group, settings, cancel);
            var delivered = group with { Plan = plan };
            return new JudgedGroup(delivered, Dispatch.Of(delivered, copy, opened.Message, router, settings.Limits), copy.Fresh) { IsCopy = isCopy };
        }
        catch (GroupHeldException held)
        {
            return new JudgedGroup(Safeguards.Hold(group, held.Message), [], null) { IsCopy = isCopy, IsFault = held.IsFault };
        }
        catch (NotBuiltException missing)
        {
            return new JudgedGroup(group, [], null) { IsCopy = isCopy, NotBuilt = missing.Message };
        }
        catch (MethodFailedException)
        {
            return null;
        }
    }

    /// <summary>Each round refuses one more method, so it ends. What a failure would let out in the clear is held instead.</summary>
    private async Task DecideAgainAsync(
        GroupDecision failed, EquatableList<Method>? copy, Queue<GroupDecision> open, List<JudgedGroup> done, CancellationToken cancel)
    {
        var method = failed.Plan.Protection ?? throw new InvalidOperationException("only a protection can fail over to the next method");
        refused.Add(failed.To, method, "failed");
        var (decision, _) = await DecideAsync(failed.To, copy, cancel);
        foreach (var group in decision.Groups)
        {
            if (group.Plan is { Disposition: Disposition.Deliver, Protection: not (null or Method.Plain) } && group.Plan.Protection != method)
                open.Enqueue(group);
            else
                done.Add(new JudgedGroup(Safeguards.Hold(group, $"{Names.Of(method)} failed"), [], null) { IsFault = true, IsCopy = copy is not null });
        }
    }
}
