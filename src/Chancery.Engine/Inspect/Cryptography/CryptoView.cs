using Chancery.Mail.Inspection;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Inspect.Cryptography;

/// <summary>
/// A message opened to be looked at: what its S/MIME layers are worth, and the content within. Only looked at: what is delivered
/// is decided by rules.
/// </summary>
/// <param name="Inner">The content within all layers; null where it could not be reached.</param>
public sealed record CryptoView(OpenedSmime Opened, InspectedMail? Inner) : IAsyncDisposable
{
    /// <summary>Null if the message is not signed.</summary>
    public SignatureSummary? Signature { get; } = SignatureSummary.Of(Opened);

    public IReadOnlyList<string> Weaknesses { get; } = Protection.Smime.Opening.Weaknesses.Of(Opened);

    /// <summary>Decrypted, and nothing proves that it is what somebody wrote.</summary>
    public bool IsUnauthenticated => Weaknesses.Contains(Protection.Smime.Opening.Weaknesses.Unauthenticated);

    public async ValueTask DisposeAsync()
    {
        Inner?.Dispose();
        await Opened.DisposeAsync();
    }
}
