namespace Chancery.Protection.Smime.Opening;

/// <summary>What is weak in the cryptography of a message: the fact <c>crypto.weakness</c>.</summary>
public static class Weaknesses
{
    /// <summary>Decrypted without any proof that it was not changed: no authenticated cipher, and no valid signature inside.</summary>
    public const string Unauthenticated = "unauthenticated";

    public static IReadOnlyList<string> Of(OpenedSmime opened)
    {
        var found = opened.Layers.OfType<SmimeLayer.Signed>().SelectMany(layer => layer.Signers).Select(signer => signer.Weakness).OfType<string>().ToList();
        if (IsUnauthenticated(opened))
            found.Add(Unauthenticated);
        return [.. found.Distinct()];
    }

    public static bool IsUnauthenticated(OpenedSmime opened) =>
        opened.End == OpeningEnd.Unauthenticated
        || (opened.Layers.Any(layer => layer is SmimeLayer.Encrypted { IsAuthenticated: false }) && SignatureSummary.Of(opened) is not { Verdict: Verdict.Valid });
}
