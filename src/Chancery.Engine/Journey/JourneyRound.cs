using Chancery.Engine.Decide;
using Chancery.Engine.Deliver;
using Chancery.Engine.Inspect;
using Chancery.Engine.Passage;
using Chancery.Engine.Ports;
using Chancery.Engine.Protect;
using Chancery.Engine.Settings;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>Decide and Protect for one opened message: what cannot be protected by one method is decided again without it.</summary>
internal sealed class JourneyRound(
    OpenedMessage opened, GatewaySettings settings, Router router, Protector protector, IReadOnlyList<IFactSource> sources, EvaluationBudget budget, JourneyRequest asked,
    PassedMarks? passed)
{
    private readonly MethodRefusals _refused = new(asked.Refused);
    private readonly List<SealedBlob> _made = [];
    private FactSet _facts = FactSet.Empty;

    public async Task<(Decision Decision, FactSet Facts)> DecideAsync(
        IReadOnlyList<string> recipients, EquatableList<Method>? copy, CancellationToken cancel)
    {
        var request = Inspection.RequestFor(opened, recipients) with
        {
            Facts = _facts,
            At = asked.At ?? opened.Message.ReceivedAt,
            Refused = _refused.All,
            Copy = copy,
        };
        var (decision, facts) = await Decider.DecideAsync(opened.Tenant.Policy, request, sources, asked.Awaits, budget, cancel);
        _facts = facts;
        return (decision, facts);
    }

    public async Task<List<JudgedGroup>> ProtectAsync(IReadOnlyList<GroupDecision> decided, EquatableList<Method>? copy, CancellationToken cancel)
    {
        var done = new List<JudgedGroup>();
        var open = new Queue<GroupDecision>(decided);
        while (open.TryDequeue(out var group))
        {
            if (await TryProtectAsync(Safeguards.Apply(group, opened, _facts), copy is not null, cancel) is { } judged)
                done.Add(judged);
            else
                await DecideAgainAsync(group, copy, open, done, cancel);
        }

        return done;
    }

    /// <summary>Lets go of the bodies made so far, where the round comes to no end.</summary>
    public async Task DiscardAsync()
    {
        foreach (var owner in _made.Select(body => body.Owner).OfType<IAsyncDisposable>())
            await owner.DisposeAsync();
    }

    /// <summary>Null if the method failed and the next one is to be tried.</summary>
    private async Task<JudgedGroup?> TryProtectAsync(GroupDecision group, bool isCopy, CancellationToken cancel)
    {
        if (group.Plan.Disposition != Disposition.Deliver)
            return new JudgedGroup(group, [], null) { IsCopy = isCopy, IsFault = Safeguards.IsForOutage(group.Plan) };
        try
        {
            PlannedRoute.Check(group, router);
            var signers = await SignerNames.OfAsync(group.Plan.SignKey, opened, sources, cancel);
            var (copy, plan) = await protector.ProtectAsync(opened, group, settings, signers, cancel);
            if (copy.Fresh is { } fresh)
                _made.Add(fresh);
            var delivered = group with { Plan = plan };
            return new JudgedGroup(delivered, Dispatch.Of(delivered, copy, opened.Message, router, settings.Limits, passed), copy.Fresh) { IsCopy = isCopy };
        }
        catch (GroupHeldException held)
        {
            return Held(group, held.Message, isCopy) with { IsFault = held.IsFault };
        }
        catch (NotBuiltException missing)
        {
            return new JudgedGroup(group, [], null) { IsCopy = isCopy, NotBuilt = missing.Message };
        }
        catch (KeyUnavailableException down) when (asked.Awaits(KeyFactSource.Keys))
        {
            throw new FactsUnavailableException([new Unavailable(KeyFactSource.Keys, down.Key.ToString(), down.Message)]);
        }
        catch (MethodFailedException failed) when (group.Plan is { Sign: not Signature.None, SignRequired: false })
        {
            // A signature that is only preferred must not stand in the way (R34). If it was not to blame, this fails as well.
            return await TryProtectAsync(group with { Plan = group.Plan.WithoutSignature($"signing failed: {failed.Message}") }, isCopy, cancel);
        }
        catch (MethodFailedException failed)
        {
            return group.Plan.Protection is Method.Smime or Method.Pgp ? null : Held(group, $"signing failed: {failed.Message}", isCopy) with { IsFault = true };
        }
    }

    /// <summary>Each round refuses one more method, so it ends. What a failure would let out in the clear is held instead.</summary>
    private async Task DecideAgainAsync(
        GroupDecision failed, EquatableList<Method>? copy, Queue<GroupDecision> open, List<JudgedGroup> done, CancellationToken cancel)
    {
        var method = failed.Plan.Protection ?? throw new InvalidOperationException("only a protection can fail over to the next method");
        _refused.Add(failed.To, method, "failed");
        var (decision, _) = await DecideAsync(failed.To, copy, cancel);
        foreach (var group in decision.Groups)
        {
            if (group.Plan is { Disposition: Disposition.Deliver, Protection: not (null or Method.Plain) } && group.Plan.Protection != method)
                open.Enqueue(group);
            else
                done.Add(Held(group, $"{Names.Of(method)} failed", copy is not null) with { IsFault = true });
        }
    }

    private static JudgedGroup Held(GroupDecision group, string reason, bool isCopy) => new(Safeguards.Hold(group, reason), [], null) { IsCopy = isCopy };
}
