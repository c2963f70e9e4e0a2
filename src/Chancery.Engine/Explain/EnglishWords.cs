using Chancery.Engine.Messages;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Explain;

internal sealed class EnglishWords : Words
{
    public override string Received(SpooledMessage message) =>
        $"Received {message.ReceivedAt:yyyy-MM-dd HH:mm:ss} UTC from <{message.Envelope.ReversePath}> by {message.Session.Remote} ({Trust(message)}), "
        + $"{message.Body.Length} octets, {message.Envelope.Recipients.Count} recipient(s).";

    public override string State(MessageState state) => state switch
    {
        MessageState.Received => "It waits to be judged.",
        MessageState.Decided => "It has been judged and is not finished yet.",
        MessageState.Done => "It is finished.",
        _ => "Its stored body is damaged; it is never delivered.",
    };

    public override string Group(int number, IEnumerable<string> recipients, bool hidden) =>
        $"Copy {number} for {string.Join(", ", recipients)}{(hidden ? " (hidden recipient, a copy of its own)" : "")}";

    public override string Disposition(MessageGroup group) => group.State switch
    {
        GroupState.Delivering => "is on its way.",
        GroupState.Held => $"is held until {group.ExpiresAt:yyyy-MM-dd HH:mm} UTC: {group.Reason}.",
        GroupState.Quarantined => $"is in quarantine: {group.Reason}.",
        GroupState.Rejected => $"was refused: {group.Reason}.",
        GroupState.Delivered => "was delivered.",
        GroupState.Failed => "could not be delivered to everybody.",
        _ => $"was replaced by a later decision{(group.Reason is { } reason ? $": {reason}" : "")}.",
    };

    public override string Protection(Method method) => method switch
    {
        Method.Smime => "It leaves encrypted with S/MIME.",
        Method.Pgp => "It leaves encrypted with OpenPGP.",
        Method.Pdf => "It leaves as a PDF with a password.",
        Method.Portal => "It waits for the recipient in the portal.",
        Method.TlsVerified => "It leaves over TLS to a server whose certificate was checked.",
        Method.Tls => "It leaves over TLS; without TLS it is not sent.",
        _ => "It is not encrypted; TLS is used if the next server offers it.",
    };

    public override string Signed => "It is signed with S/MIME.";

    public override string Unsigned(string reason) => $"It leaves unsigned, although a rule would have it signed: {reason}.";

    public override string Waiting(IReadOnlyList<string> what, string reason, DateTimeOffset until, DateTimeOffset? due) =>
        $"It waits for {string.Join(", ", what)} ({reason}), at most until {until:yyyy-MM-dd HH:mm:ss} UTC; next attempt {due:HH:mm:ss}.";

    public override string Tried(Try attempt) =>
        attempt.Ok ? $"{NameOf(attempt.Method)} was possible." : $"{NameOf(attempt.Method)} was not possible: {Why(attempt.Reason)}.";

    public override string Rule(RuleHit rule) =>
        rule.Certainty == Certainty.Must ? $"Rule {rule.Id} applies." : $"Rule {rule.Id} may apply (something could not be known), so its protection counts.";

    public override string NoRule => "No rule speaks of it.";

    public override string Reasons => "How the rules came out:";

    public override string Reason(RecordedRule rule) =>
        (rule.Result switch { "must" => $"Rule {rule.Id} applies{Whom(rule)}", "may" => $"Rule {rule.Id} may apply{Whom(rule)}", _ => $"Rule {rule.Id} does not apply{Whom(rule)}, by one test" })
        + (Tests(rule, "yes", "no", "unknown") is { Length: > 0 } tests ? $" ({tests})." : ".");

    public override string Unknown(string fact, string reason) => $"Not known: {fact} ({reason}).";

    public override string Delivery(string recipient, string state, string? reply) => $"{recipient}: {state}{(reply is null ? "" : $" — {reply}")}";

    public override string History => "What happened:";

    public override string Event(string kind) => kind switch
    {
        "received" => "received and stored",
        "stripped" => "header fields that this session may not set were of no effect",
        "decided" => "judged by the policy",
        "waiting" => "waits for something that is down",
        "held" => "held",
        "quarantined" => "put into quarantine",
        "rejected" => "refused",
        "released" => "released by an administrator",
        "expired" => "hold expired, refused",
        "delivered" => "delivered",
        "deferred" => "not taken yet, tried again later",
        "passed" => "another gateway of this installation has decided, passed on unchanged",
        "delayed" => "the sender was told of the delay",
        "failed" => "refused by the next server",
        "notified" => "a notice of ours was delivered",
        "notice-deferred" => "a notice of ours was not taken yet, tried again later",
        "notice-failed" => "a notice of ours was refused",
        "corrupt" => "stored body damaged",
        _ => kind,
    };

    /// <summary>Status words of keys and refusals; any other reason is a sentence of its own.</summary>
    private static string? Why(string? reason) => reason switch
    {
        "none" => "there is no key",
        "expired" => "the key has expired",
        "notYetValid" => "the key is not valid yet",
        "revoked" => "the key was revoked",
        "untrusted" => "the key comes from nobody we trust",
        "weak" => "the key is too weak",
        "mismatch" => "the key was made for another address or purpose",
        "unreadable" => "the key cannot be read",
        "unknown" => "whether there is a key could not be found out",
        "not offered" => "the next server does not offer it",
        "failed" => "it failed on our side",
        _ => reason,
    };

    private static string Whom(RecordedRule rule) => rule.For.Count == 0 ? "" : $" to {string.Join(", ", rule.For)}";

    private static string Trust(SpooledMessage message) => message.Session.Trust.ToString().ToLowerInvariant();
}
