using Chancery.Policy.Facts;

namespace Chancery.Policy.Testing.Given;

/// <summary>What the short form of a mail says about a fact; null where it says nothing.</summary>
internal static class MailAnswers
{
    public static Fact? Given(FactKey key, GivenMail mail) => key.Name switch
    {
        "direction" => Text(mail.Direction),
        "subject" => Text(mail.Subject),
        "tag" => mail.Tags is { } tags ? Fact.Of(tags) : mail.Subject is { } subject ? Fact.Of(SubjectTags.Of(subject)) : null,
        "label" => Text(mail.Label),
        "header" => key.Argument is { } name && mail.Headers.TryGetValue(name.ToLowerInvariant(), out var values) ? Fact.Of(values) : null,
        "content" => mail.Content is { } hits && key.Argument is { } detector ? Fact.Of(Hits(hits, detector)) : null,
        "sender.envelope" => Text(mail.From),
        "sender.header" => mail.Headers.TryGetValue("from", out var from) ? Fact.Of(from) : mail.From is { } sender ? Fact.Of(sender.Length == 0 ? [] : [sender]) : null,
        "sender.trust" => Text(TrustOf(mail.Session)),
        "session.auth" => Flag(mail.Session.Auth),
        "session.tls" => Flag(mail.Session.Tls),
        "session.ip" => Text(mail.Session.Ip),
        "session.connector" => Text(mail.Session.Connector),
        "session.helo" => Text(mail.Session.Helo),
        "message.size" => mail.Size is { } size ? Fact.Of(size) : null,
        "message.type" => Text(mail.Type),
        "message.encryptedBy" => mail.Flags.ContainsKey("isEncrypted") ? Fact.Of(mail.Flags["isEncrypted"] ? "smime" : "none") : null,
        "attachments" => mail.Attachments is { } all ? Fact.Of(all.Select(attachment => attachment.Part)) : null,
        _ when key.Name.StartsWith("message.", StringComparison.Ordinal) =>
            mail.Flags.TryGetValue(key.Name["message.".Length..], out var flag) ? Fact.Of(flag) : null,
        _ when key is { Subject: { } part } && key.Name.StartsWith("attachment.", StringComparison.Ordinal) && mail.Attachments is { } attachments =>
            AttachmentAnswers.Of(key.Name["attachment.".Length..], part, attachments),
        _ => null,
    };

    /// <summary>A plain number is found wherever a rule looks; else those in the places it looks at.</summary>
    private static decimal Hits(IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> content, string asked)
    {
        var (detector, places) = asked.Split('@', 2) is [var name, var where] ? (name, where.Split(',')) : (asked, null);
        if (!content.TryGetValue(detector, out var hits))
            return 0;
        return hits.TryGetValue("*", out var anywhere) ? anywhere : hits.Where(hit => places is null || places.Contains(hit.Key)).Sum(hit => hit.Value);
    }

    /// <summary>What comes over a connector is believed like one of our own servers (R37).</summary>
    private static string? TrustOf(GivenSession session) =>
        session is { Connector: { Length: > 0 }, Trust: null or "anonymous" or "authenticated" } ? "internal" : session.Trust;

    private static Fact? Text(string? text) => text is null ? null : Fact.Of(text);

    private static Fact? Flag(bool? flag) => flag is { } known ? Fact.Of(known) : null;
}
