using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Given;

/// <summary>Reads the short form of a mail.</summary>
internal sealed class MailReader(Reader reader)
{
    private static readonly string[] FlagNames = ["isReply", "isAutoSubmitted", "isEncrypted", "isSigned"];

    private static readonly string[] Keys =
        ["from", "to", "cc", "bcc", "session", "connector", "direction", "subject", "headers", "attachments", "tags", "label", "content", "size", "type", .. FlagNames];

    private static readonly string[] Ranks = ["anonymous", "authenticated", "internal", "signed"];

    public GivenMail Read(Node? node)
    {
        if (node is null || reader.Mapping(node, "`mail`", Keys) is not { } mail)
            return GivenMail.Empty;
        return new GivenMail
        {
            From = reader.Text(mail, "from") is { } from ? from.Text == "<>" ? "" : from.Text : null,
            To = Addresses(mail, "to"),
            Cc = Addresses(mail, "cc"),
            Bcc = Addresses(mail, "bcc"),
            Session = Session(mail),
            Direction = Choice(mail, "direction", ["inbound", "outbound", "internal"]),
            Subject = reader.Text(mail, "subject")?.Text,
            Headers = Headers(mail),
            Attachments = mail.Find("attachments") is null ? null : new AttachmentReader(reader).Read(reader.List(mail, "attachments", "attachments")),
            Tags = mail.Find("tags") is null ? null : [.. reader.Texts(mail, "tags").Select(tag => tag.Text.Trim('#', '[', ']').ToUpperInvariant())],
            Label = reader.Text(mail, "label")?.Text,
            Content = Content(mail),
            Size = Amount(mail, "size"),
            Type = Choice(mail, "type", FactRegistry.Find("message.type")?.Values ?? []),
            Flags = FlagNames.Where(name => mail.Find(name) is not null).ToDictionary(name => name, name => reader.Flag(mail, name, false)),
        };
    }

    private decimal? Amount(Node.Mapping at, string key) => AmountOf(reader, at, key);

    public static decimal? AmountOf(Reader reader, Node.Mapping at, string key)
    {
        if (reader.Text(at, key) is not { } text)
            return null;
        var amount = Literal.Amount(text.Text);
        if (amount is null)
            reader.Findings.Error("CH6005", text.At, $"`{key}` is a number or a size, not `{text.Text}`", "write `30MB` or a number");
        return amount;
    }

    private string? Choice(Node.Mapping at, string key, IReadOnlyList<string> known) =>
        at.Find(key) is null ? null : reader.Choice(at, key, known[0], [.. known]);

    private List<string>? Addresses(Node.Mapping mail, string key)
    {
        if (mail.Find(key) is null)
            return null;
        var texts = reader.Texts(mail, key);
        foreach (var text in texts.Where(text => text.Text.LastIndexOf('@') <= 0 || DomainLiteral.OfAddress(text.Text).Length == 0))
            reader.Findings.Error("CH6005", text.At, $"`{text.Text}` is no address", "write `anna@acme.example`");
        return [.. texts.Select(text => text.Text)];
    }

    /// <summary>A bare word is the trust of the session.</summary>
    private GivenSession Session(Node.Mapping mail)
    {
        var connector = reader.Text(mail, "connector")?.Text;
        switch (mail.Find("session")?.Value)
        {
            case null:
                return new GivenSession { Connector = connector };
            case Node.Mapping:
                var session = reader.Mapping(mail.Find("session")!.Value, "`session`", "trust", "auth", "tls", "ip", "connector", "helo")!;
                return new GivenSession
                {
                    Trust = Choice(session, "trust", Ranks),
                    Auth = Flag(session, "auth"),
                    Tls = Flag(session, "tls"),
                    Ip = reader.Text(session, "ip")?.Text,
                    Connector = reader.Text(session, "connector")?.Text ?? connector,
                    Helo = reader.Text(session, "helo")?.Text,
                };
            default:
                return new GivenSession { Trust = Choice(mail, "session", Ranks), Connector = connector };
        }
    }

    private bool? Flag(Node.Mapping at, string key) => at.Find(key) is null ? null : reader.Flag(at, key, false);

    private Dictionary<string, IReadOnlyList<string>> Headers(Node.Mapping mail)
    {
        var headers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (mail.Find("headers") is not { } given)
            return headers;
        if (given.Value is not Node.Mapping fields)
        {
            reader.Findings.Error("CH1103", given.Value.At, $"`headers` is a mapping, this is {given.Value.Kind}", "write `headers: { X-Class: C3 }`");
            return headers;
        }

        foreach (var (name, _) in fields.Entries)
            headers[name.Text.ToLowerInvariant()] = [.. reader.Texts(fields, name.Text).Select(value => value.Text)];
        return headers;
    }

    private Dictionary<string, IReadOnlyDictionary<string, decimal>>? Content(Node.Mapping mail)
    {
        if (mail.Find("content") is not { } given)
            return null;
        var content = new Dictionary<string, IReadOnlyDictionary<string, decimal>>(StringComparer.Ordinal);
        if (given.Value is not Node.Mapping detectors)
        {
            reader.Findings.Error("CH1103", given.Value.At, $"`content` is a mapping, this is {given.Value.Kind}", "write `content: { iban: 1 }`");
            return content;
        }

        foreach (var (detector, hits) in detectors.Entries)
        {
            content[detector.Text] = hits is Node.Mapping
                ? reader.Mapping(hits, $"`{detector.Text}`", "subject", "body", "attachments.text") is { } places
                    ? places.Entries.ToDictionary(place => place.Key.Text, place => Amount(places, place.Key.Text) ?? 0) : []
                : new Dictionary<string, decimal> { ["*"] = Amount(detectors, detector.Text) ?? 0 };
        }

        return content;
    }
}
