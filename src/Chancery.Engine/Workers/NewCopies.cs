using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Record;

namespace Chancery.Engine.Workers;

/// <summary>Enters what was decided, and gives the copies that may leave at once straight to the hands that are free for them, with their bodies still in memory.</summary>
internal sealed class NewCopies(IMailStore store, Crew crew, DeliveryWorker worker)
{
    /// <param name="original">The message's body; null if it is not in memory.</param>
    /// <returns>False if somebody else has decided meanwhile.</returns>
    public async Task<bool> CommitAsync(DecisionCommit commit, SealedBlob? original, CancellationToken cancel)
    {
        var hands = HandsFor(commit.Effects);
        try
        {
            var inHand = await Committing.DecisionAsync(store, commit, new EffectsInHand(DeliveryWorker.Lease, hands.Keys), cancel);
            if (inHand is null)
                return false;
            foreach (var effect in inHand)
                hands[effect.Effect.Id].Begin(stop => worker.WorkAsync(new Claimed<EffectStatus>(effect, 1), BodyOf(effect.Effect, commit, original), stop));
            if (inHand.Count < commit.Effects.Count)
                crew.Wake();
            return true;
        }
        finally
        {
            foreach (var hand in hands.Values)
                hand.Dispose();
        }
    }

    private Dictionary<string, Crew.Hand> HandsFor(IEnumerable<Effect> effects)
    {
        var hands = new Dictionary<string, Crew.Hand>(StringComparer.Ordinal);
        foreach (var effect in effects.Where(effect => effect.Requires.Count == 0))
            if (crew.TryTake(effect.Mail.NextHop) is { } hand)
                hands.Add(effect.Id, hand);
        return hands;
    }

    private static SealedBlob? BodyOf(Effect effect, DecisionCommit commit, SealedBlob? original) =>
        commit.Blobs.Append(original).FirstOrDefault(body => body?.Blob.Id == effect.Mail.Body.Id);
}
