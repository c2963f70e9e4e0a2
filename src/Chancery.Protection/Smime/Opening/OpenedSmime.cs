using Chancery.Mail.Inspection;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime.Opening;

/// <summary>One layer of S/MIME and what is within it.</summary>
/// <param name="Content">The MIME entity within.</param>
public abstract record SmimeLayer(Piece Content)
{
    public CryptoKind Kind { get; init; }

    /// <summary>Something stands beside it that it does not cover.</summary>
    public bool IsPartial { get; init; }

    /// <param name="Signers">Empty: it is no signature at all (certificates alone).</param>
    /// <param name="Detached">The SignedData without content, if the layer is opaque; else null.</param>
    public sealed record Signed(Piece Content, IReadOnlyList<SignerFinding> Signers, byte[]? Detached, IReadOnlyList<string> Micalgs) : SmimeLayer(Content);

    /// <param name="IsAuthenticated">A change of the ciphertext would have been found out.</param>
    public sealed record Encrypted(Piece Content, ContentCipher Cipher, bool IsAuthenticated) : SmimeLayer(Content);

    public sealed record Compressed(Piece Content) : SmimeLayer(Content);
}

/// <summary>Why opening went no further.</summary>
public enum OpeningEnd
{
    /// <summary>There is no further layer.</summary>
    Complete,

    /// <summary>It is encrypted to nobody here.</summary>
    NoKey,

    /// <summary>It could not be decrypted; why is nobody's business (no oracle).</summary>
    NotDecrypted,

    /// <summary>It is encrypted in a form that proves no integrity at all, and was not tried.</summary>
    Unauthenticated,

    /// <summary>A structure cannot be read or is over a limit.</summary>
    Unreadable,
}

/// <summary>A message as far as it could be opened, from the outermost layer in. Disposed, what was opened is gone.</summary>
/// <param name="Problem">For people, where the end is <see cref="OpeningEnd.Unreadable"/>.</param>
public sealed record OpenedSmime(IReadOnlyList<SmimeLayer> Layers, OpeningEnd End, string? Problem, IReadOnlyList<IScratch> Kept) : IAsyncDisposable
{
    /// <summary>What could not be read calls itself a signature.</summary>
    public bool IsSignatureUnreadable { get; init; }

    /// <summary>Of the outermost layer, opened or not.</summary>
    public CryptoKind Kind { get; init; }

    /// <summary>By which kind it is signed.</summary>
    public CryptoKind SignatureKind => Layers.OfType<SmimeLayer.Signed>().LastOrDefault(layer => layer.Signers.Count > 0)?.Kind ?? Kind;

    public bool IsUndecrypted => End is OpeningEnd.NoKey or OpeningEnd.NotDecrypted or OpeningEnd.Unauthenticated;

    /// <summary>What is within all layers; null if there is no layer.</summary>
    public Piece? Innermost => Layers.Count == 0 ? null : Layers[^1].Content;

    public bool IsDecrypted => !IsUndecrypted && Layers.Any(layer => layer is SmimeLayer.Encrypted);

    public async ValueTask DisposeAsync()
    {
        foreach (var kept in Kept)
            await kept.DisposeAsync();
    }
}
