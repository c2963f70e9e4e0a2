namespace Chancery.Policy.Syntax;

/// <summary>
/// Words that people write at first, from other products, other languages or everyday speech, and the words of the language
/// that were meant. They only help messages: what they name is still a mistake.
/// </summary>
internal static class Guesses
{
    /// <summary>By the word in lower case; of several meanings the first that is known at the place.</summary>
    private static readonly ILookup<string, string> Meant = Of(
    [
        ("and", "all"), ("und", "all"), ("alle", "all"), ("or", "any"), ("oder", "any"), ("one", "any"), ("nor", "none"), ("nicht", "not"), ("unless", "not"),
        ("wenn", "if"), ("when", "if"), ("falls", "if"), ("condition", "if"), ("condition", "use"), ("conditions", "if"), ("where", "if"), ("match", "if"),
        ("bedingung", "if"), ("dann", "then"), ("do", "then"), ("action", "then"), ("actions", "then"), ("aktionen", "then"), ("sonst", "else"), ("elif", "elseIf"),
        ("elsif", "elseIf"), ("sonstwenn", "elseIf"), ("otherwise", "else"), ("regeln", "rules"), ("regel", "rules"), ("name", "id"), ("name", "title"),
        ("description", "title"), ("titel", "title"), ("priority", "order"), ("reihenfolge", "order"), ("active", "enabled"), ("encrypt", "protect"),
        ("encryption", "protect"), ("verschlüsseln", "protect"), ("schützen", "protect"), ("signieren", "sign"), ("signature", "sign"), ("block", "reject"),
        ("deny", "reject"), ("bounce", "reject"), ("refuse", "reject"), ("ablehnen", "reject"), ("halten", "hold"), ("anhalten", "hold"), ("quarantäne", "quarantine"),
        ("forward", "redirect"), ("forward", "copy"), ("umleiten", "redirect"), ("kopie", "copy"), ("bcc", "copy"), ("cc", "copy"), ("archivieren", "archive"),
        ("benachrichtigen", "notify"), ("notification", "notify"), ("upload", "filelink"), ("link", "filelink"), ("method", "with"), ("methods", "with"),
        ("verfahren", "with"), ("expire", "ttl"), ("expire", "expires"), ("expires", "ttl"), ("expiry", "ttl"), ("expiry", "expires"), ("lifetime", "ttl"),
        ("days", "ttl"), ("2fa", "twoFactor"), ("grund", "reason"), ("out", "outbound"), ("outgoing", "outbound"), ("ausgehend", "outbound"), ("extern", "outbound"),
        ("in", "inbound"), ("incoming", "inbound"), ("eingehend", "inbound"), ("intern", "internal"), ("openpgp", "pgp"), ("gpg", "pgp"), ("x509", "smime"),
        ("webportal", "portal"), ("to", "recipient.address"), ("recipient", "recipient.address"), ("empfänger", "recipient.address"), ("an", "recipient.address"),
        ("from", "sender.address"), ("sender", "sender.address"), ("absender", "sender.address"), ("von", "sender.address"), ("betreff", "subject"),
        ("anhang", "attachment.any"), ("anhänge", "attachments"), ("richtung", "direction"), ("size", "message.size"), ("größe", "message.size"), ("größe", "size"),
        ("typ", "type"), ("body", "content"), ("equals", "is"), ("eq", "is"), ("==", "is"), ("=", "is"), ("!=", "notIn"), ("isnot", "notIn"), ("matches", "regex"),
        ("like", "glob"), ("gt", ">"), ("lt", "<"), ("gte", ">="), ("lte", "<="), ("min", ">="), ("max", "<="), ("ja", "true"), ("nein", "false"), ("yes", "true"),
        ("no", "false"), ("on", "true"), ("off", "false"), ("mez", "Europe/Berlin"), ("mesz", "Europe/Berlin"), ("cet", "Europe/Berlin"), ("cest", "Europe/Berlin"),
        ("gmt", "UTC"), ("pdfcontainer", "pdf"), ("container", "pdf"), ("webmail", "portal"), ("missing", "none"), ("absent", "none"), ("keine", "none"), ("keiner", "none"), ("anonym", "anonymous"),
        ("unauthenticated", "anonymous"), ("zone", "tz"), ("timezone", "tz"), ("zeitzone", "tz"), ("mandant", "tenant"), ("standort", "site"), ("abteilung", "department"), ("gruppe", "group"),
        ("benutzer", "user"), ("nutzer", "user"), ("version", "apiVersion"), ("policy", "RuleSet"), ("rules", "RuleSet"), ("policies", "RuleSet"), ("regelsatz", "RuleSet"), ("test", "Tests"),
        ("mo", "mon"), ("di", "tue"), ("mi", "wed"), ("do", "thu"), ("fr", "fri"), ("sa", "sat"), ("so", "sun"),
        ("montag", "mon"), ("dienstag", "tue"), ("mittwoch", "wed"), ("donnerstag", "thu"), ("freitag", "fri"), ("samstag", "sat"), ("sonntag", "sun"),
        ("monday", "mon"), ("tuesday", "tue"), ("wednesday", "wed"), ("thursday", "thu"), ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"), ("verschlüsselung", "protect"),
        ("haftungsausschluss", "disclaimer"), ("etikett", "label"), ("ablage", "archive"), ("approver", "approvers"), ("freigeber", "approvers"), ("gültig", "valid"), ("ebene", "layer"),
    ]);

    /// <summary>The word of the language that was meant, among those known at the place; null if there is no such guess.</summary>
    public static string? MeaningOf(string word, IReadOnlyCollection<string> known) => Meant[Key(word)].FirstOrDefault(known.Contains) ?? InParts(word, known);

    /// <summary>Names of facts whose first word, or both, are other words: <c>empfaenger.domain</c>.</summary>
    private static string? InParts(string word, IReadOnlyCollection<string> known) =>
        word.Split('.', '_') is [var subject, var rest] && Subjects.TryGetValue(Key(subject), out var meant)
            ? Words(rest).Select(last => $"{meant}.{last}").FirstOrDefault(known.Contains) : null;

    private static IEnumerable<string> Words(string rest) => [rest, .. Parts.TryGetValue(Key(rest), out var part) ? [part] : Array.Empty<string>()];

    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        ["empfaenger"] = "recipient",
        ["rcpt"] = "recipient",
        ["to"] = "recipient",
        ["an"] = "recipient",
        ["recipients"] = "recipient",
        ["receiver"] = "recipient",
        ["absender"] = "sender",
        ["from"] = "sender",
        ["von"] = "sender",
        ["mail"] = "message",
        ["email"] = "message",
        ["nachricht"] = "message",
        ["anhang"] = "attachment",
        ["anhaenge"] = "attachments",
        ["sitzung"] = "session",
    };

    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["adresse"] = "address",
        ["mail"] = "address",
        ["email"] = "address",
        ["domaene"] = "domain",
        ["gruppe"] = "group",
        ["groesse"] = "size",
        ["typ"] = "type",
        ["abteilung"] = "department",
        ["standort"] = "site",
        ["rolle"] = "role",
        ["vertrauen"] = "trust",
        ["schluessel"] = "keys.smime",
        ["anzahl"] = "count",
    };

    /// <summary>In lower case, umlauts as they are typed without them, without the signs that other products write names with.</summary>
    private static string Key(string word) =>
        word.Trim().ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);

    private static ILookup<string, string> Of((string Word, string Meaning)[] guesses) => guesses.ToLookup(guess => Key(guess.Word), guess => guess.Meaning, StringComparer.Ordinal);
}
