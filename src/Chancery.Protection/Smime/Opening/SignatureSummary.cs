namespace Chancery.Protection.Smime.Opening;

/// <summary>The signatures of a message in one word: what a reader may believe about who wrote it.</summary>
/// <param name="Signer">The address that signed; null if nobody can be named.</param>
/// <param name="Reason">Why it is not valid; empty if it is.</param>
public sealed record SignatureSummary(Verdict Verdict, SignatureState State, string? Signer, string Reason)
{
    /// <summary>Null if the message is not signed.</summary>
    public static SignatureSummary? Of(OpenedSmime opened)
    {
        var lastEncryption = opened.Layers.ToList().FindLastIndex(layer => layer is SmimeLayer.Encrypted);
        var signed = opened.Layers.Select((layer, index) => (Layer: layer as SmimeLayer.Signed, IsInside: index > lastEncryption)).Where(entry => entry.Layer?.Signers.Count > 0).ToList();
        if (signed.Count == 0)
            return opened.IsSignatureUnreadable ? new SignatureSummary(Verdict.Invalid, SignatureState.Unreadable, null, opened.Problem ?? "the signature cannot be read") : null;
        if (signed.Any(entry => entry.Layer!.IsPartial))
            return new SignatureSummary(Verdict.Invalid, SignatureState.Mismatch, NameOf([.. signed.SelectMany(entry => entry.Layer!.Signers)]), "partly signed: something stands beside what is signed");
        var signers = signed.SelectMany(entry => entry.Layer!.Signers).ToList();
        if (signers.FirstOrDefault(signer => signer.IsBroken) is { } broken)
            return Said(broken);
        if (opened.IsUndecrypted || signed.All(entry => !entry.IsInside))
            return new SignatureSummary(Verdict.Unknown, SignatureState.Unknown, NameOf(signers), "signed outside the encryption, which does not tell who wrote it");
        if (opened.End == OpeningEnd.Unreadable)
            return new SignatureSummary(Verdict.Invalid, SignatureState.Unreadable, NameOf(signers), opened.Problem ?? "a structure within cannot be read");
        var inside = signed.Where(entry => entry.IsInside).SelectMany(entry => entry.Layer!.Signers).ToList();
        if (inside.FirstOrDefault(signer => signer is { IsFrom: true, Verdict: Verdict.Valid }) is not null)
            return new SignatureSummary(Verdict.Valid, SignatureState.Valid, NameOf([.. inside.Where(signer => signer.Verdict == Verdict.Valid).OrderByDescending(signer => signer.IsFrom)]), "");
        if (inside.FirstOrDefault(signer => signer is { IsFrom: true }) is { } author)
            return Said(author);
        if (inside.FirstOrDefault(signer => signer.Verdict == Verdict.Valid) is { } other)
            return new SignatureSummary(Verdict.Invalid, SignatureState.Mismatch, NameOf([other]), $"signed by {NameOf([other])}, who is not the From address");
        return Said(inside[0]);
    }

    private static SignatureSummary Said(SignerFinding signer) => new(signer.Verdict, signer.State, NameOf([signer]), signer.Reason);

    private static string? NameOf(IReadOnlyList<SignerFinding> signers)
    {
        var names = signers.Where(signer => signer.Addresses.Count > 0).Select(signer => signer.Addresses[0]).Distinct().ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }
}
