using Chancery.Engine.Decide;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Inspect.Cryptography;

/// <summary>Facts of signature and encryption, and the facts of a content that only opening shows.</summary>
public sealed class CryptoFactSource(OpenedMessage opened, MessageOpener opener) : IFactSource
{
    public string Name => "cryptography";

    public async ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel)
    {
        var isOwn = key.Name.StartsWith("crypto.", StringComparison.Ordinal);
        // What stands in the clear need not be opened to be seen.
        if (!isOwn && !(IsContent(key.Name) && MessageOpener.IsClosed(opened.Mail)))
            return null;
        var view = await opener.ViewAsync(opened, cancel);
        return FactAnswer.Of(isOwn ? Of(key.Name, view) : Within(key, view));
    }

    private static bool IsContent(string name) => name is "attachments" or "content" || name.StartsWith("attachment.", StringComparison.Ordinal);

    private static Fact? Of(string name, CryptoView? view)
    {
        return name switch
        {
            "crypto.verified" => Verified(view),
            "crypto.signature" => State(view),
            "crypto.signer" => view?.Signature is { Verdict: Verdict.Unknown } unknown ? new Fact.Unknown(unknown.Reason)
                : Fact.Of(view?.Signature is { Verdict: Verdict.Valid, Signer: { } signer } ? signer.Split(',')[0] : ""),
            "crypto.decrypted" => Fact.Of(view?.Opened.IsDecrypted == true),
            "crypto.weakness" => Fact.Of(view?.Weaknesses ?? []),
            _ => null,
        };
    }

    private static Fact State(CryptoView? view) => view switch
    {
        { Signature: { State: SignatureState.Unknown } unknown } => new Fact.Unknown(unknown.Reason),
        { Signature: { } signature } => Fact.Of(signature.State.Name()),
        null or { Opened.End: OpeningEnd.Complete } => Fact.Of("none"),
        _ => new Fact.Unknown("it could not be opened, so that whether it is signed within is not known"),
    };

    private static Fact Verified(CryptoView? view) => view switch
    {
        null => Fact.Of(false),
        { Signature: { Verdict: Verdict.Unknown } unknown } => new Fact.Unknown(unknown.Reason),
        { Signature: { } signature } => Fact.Of(signature.Verdict == Verdict.Valid),
        { Opened.End: OpeningEnd.Complete } => Fact.Of(false),
        _ => new Fact.Unknown("it could not be opened, so that whether it is signed within is not known"),
    };

    /// <summary>Null leaves the answer to the message as it stands: then the content is unknown there, or visible.</summary>
    private Fact? Within(FactKey key, CryptoView? view)
    {
        if (view?.Inner is not { } inner)
            return view is { Opened: { Kind: CryptoKind.Pgp, IsUndecrypted: true } } ? new Fact.Unknown("the message is encrypted") : null;
        if (view.IsUnauthenticated)
            return new Fact.Unknown("decrypted without a proof that it was not changed");
        return MailFacts.TryFetch(key, inner, opened.Context);
    }
}
