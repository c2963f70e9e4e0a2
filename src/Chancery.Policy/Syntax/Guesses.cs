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
        ("gmt", "UTC"),
    ]);

    /// <summary>The word of the language that was meant, among those known at the place; null if there is no such guess.</summary>
    public static string? MeaningOf(string word, IReadOnlyCollection<string> known) => Meant[word.Trim().ToLowerInvariant()].FirstOrDefault(known.Contains);

    private static ILookup<string, string> Of((string Word, string Meaning)[] guesses) => guesses.ToLookup(guess => guess.Word, guess => guess.Meaning, StringComparer.Ordinal);
}
