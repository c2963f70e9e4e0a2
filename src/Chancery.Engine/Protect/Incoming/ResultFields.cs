using Chancery.Engine.Inspect.Cryptography;
using Chancery.Mail.Copies;
using Chancery.Mail.Inspection;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Protect.Incoming;

/// <summary>Results as header fields (<c>X-Chancery-Info-*</c>) and as tags at the start of the subject; both are ours alone, and what came under their names is gone.</summary>
internal static class ResultFields
{
    private const string Signed = "signed";
    private const string BadSignature = "bad-signature";
    private const string Decrypted = "decrypted";
    private const string Unproven = "unproven";

    private static readonly string[] ReceiptFields = ["Disposition-Notification-To", "Return-Receipt-To", "X-Confirm-Reading-To"];

    /// <param name="view">Null: there is neither S/MIME nor OpenPGP in the message.</param>
    public static HeaderEdits Of(CryptoView? view, bool verify, bool decrypt)
    {
        var (fields, tags) = (new List<HeaderValue>(), new List<string>());
        if (decrypt && view is not null)
            Decryption(view, fields, tags);
        if (verify && view?.Signature is { } signature)
            Signature(signature, Word(view.Opened.SignatureKind), fields, tags);
        return HeaderEdits.None with
        {
            Add = fields,
            SubjectPrefix = string.Concat(tags.Select(tag => $"[{tag}] ")),
            RemoveTags = [Signed, BadSignature, Decrypted, Unproven],
            // A receipt would tell the sender of a decrypted mail that it could be decrypted.
            Remove = view?.Opened.IsDecrypted == true ? ReceiptFields : [],
        };
    }

    private static void Decryption(CryptoView view, List<HeaderValue> fields, List<string> tags)
    {
        if (view.Opened.IsDecrypted)
        {
            var cipher = view.Opened.Layers.OfType<SmimeLayer.Encrypted>().First().Cipher.Name;
            fields.Add(new HeaderValue("X-Chancery-Info-Encryption", $"{KindOf(view)}; decrypted; cipher={cipher}{(view.IsUnauthenticated ? "; unauthenticated" : "")}"));
            tags.Add(view.IsUnauthenticated ? Unproven : Decrypted);
        }
        else if (view.Opened.IsUndecrypted)
            fields.Add(new HeaderValue("X-Chancery-Info-Encryption", $"{KindOf(view)}; not decrypted{(view.IsUnauthenticated ? "; unauthenticated" : "")}"));
    }

    private static string KindOf(CryptoView view) => Word(view.Opened.Kind);

    private static string Word(CryptoKind kind) => kind == CryptoKind.Pgp ? "pgp" : "smime";

    private static void Signature(SignatureSummary signature, string kind, List<HeaderValue> fields, List<string> tags)
    {
        var verdict = signature.Verdict.ToString().ToLowerInvariant();
        var cause = signature.Verdict == Verdict.Invalid ? $"; cause={signature.State.Name()}" : "";
        var signer = signature.Signer is { } name ? $"; signer={name}" : "";
        var reason = signature.Reason.Length > 0 ? $"; reason={signature.Reason}" : "";
        fields.Add(new HeaderValue("X-Chancery-Info-Signature", $"{kind}; {verdict}{cause}{signer}{reason}"));
        if (signature.Verdict != Verdict.Unknown)
            tags.Add(signature.Verdict == Verdict.Valid ? Signed : BadSignature);
    }
}
