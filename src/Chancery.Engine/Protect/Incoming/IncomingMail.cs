using Chancery.Engine.Ids;
using Chancery.Engine.Inspect;
using Chancery.Engine.Inspect.Cryptography;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Protect.Incoming;

/// <summary>
/// Carries out <c>verify</c> and <c>decrypt</c>. What is not proven is not taken off: then the original stays, with a note. Encryption
/// that is the very protection of the plan (R12) stays in any case.
/// </summary>
internal sealed class IncomingMail(MessageOpener opener, UndecryptedCount undecrypted, IIdSource ids)
{
    /// <exception cref="KeyUnavailableException">The keys could not be looked up.</exception>
    /// <exception cref="GroupHeldException">The policy refuses what does not verify or decrypt.</exception>
    public async Task<IncomingCopy?> ForAsync(OpenedMessage opened, Plan plan, CancellationToken cancel)
    {
        if (IncomingTerms.Of(plan) is not { } terms)
            return null;
        var view = await ViewAsync(opened, cancel);
        Refuse(terms, view, opened.Message.Envelope.ReversePath);
        var edits = ResultFields.Of(view, terms.Verify is not (null or "keep"), terms.Decrypt is not (null or "keep"));
        var layers = view is null ? 0 : LayersToTake(terms, view, plan);
        return new IncomingCopy(edits, view?.Opened, layers > 0 ? new Unwrapping(layers, view!.IsUnauthenticated, "=_" + ids.NewId()) : null);
    }

    /// <summary>Retried once; a key store that is down is waited for like everywhere, and nothing is delivered meanwhile.</summary>
    private async Task<CryptoView?> ViewAsync(OpenedMessage opened, CancellationToken cancel)
    {
        try
        {
            return await opener.ViewAsync(opened, cancel);
        }
        catch (Exception first) when (first is not (IOException or OperationCanceledException))
        {
            try
            {
                return await opener.ViewAsync(opened, cancel);
            }
            catch (Exception second) when (second is not (IOException or OperationCanceledException))
            {
                throw new KeyUnavailableException(new FactKey("crypto.decrypted"), second);
            }
        }
    }

    private void Refuse(IncomingTerms terms, CryptoView? view, string sender)
    {
        var isUndecrypted = view?.Opened.IsUndecrypted == true;
        if (terms.Decrypt is not null && isUndecrypted && undecrypted.IsTooMany(sender))
            throw new GroupHeldException("too many messages of this sender could not be decrypted", isFault: false);
        if (terms.RefuseUndecrypted && isUndecrypted)
            throw new GroupHeldException("it could not be decrypted", isFault: false);
        if (terms.RefuseUnverified && view?.Signature is { Verdict: not Verdict.Valid } signature)
            throw new GroupHeldException($"the signature is {signature.Verdict.ToString().ToLowerInvariant()}: {signature.Reason}", isFault: false);
    }

    /// <summary>How many layers come off, from the outermost in.</summary>
    private static int LayersToTake(IncomingTerms terms, CryptoView view, Plan plan)
    {
        var layers = view.Opened.Layers;
        if (view.Opened.End != OpeningEnd.Complete || layers.Count == 0 || layers.Any(layer => layer.IsPartial))
            return 0;
        var mayDecrypt = terms.Decrypt == "strip" && plan.Protection is not (Method.Smime or Method.Pgp);
        var mayUnsign = terms.Verify == "strip" && view.Signature is { Verdict: Verdict.Valid };
        var lastEncryption = layers.ToList().FindLastIndex(layer => layer is SmimeLayer.Encrypted);
        if (lastEncryption >= 0 && !mayDecrypt)
            return 0;
        return mayUnsign || lastEncryption == layers.Count - 1 ? layers.Count : lastEncryption + 1;
    }
}
