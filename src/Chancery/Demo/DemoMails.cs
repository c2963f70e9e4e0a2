namespace Chancery.Host.Demo;

/// <summary>The mails of the demo.</summary>
internal static class DemoMails
{
    public const string Bernd = "bernd@partner.example";

    public const string Frida = "frida@partner.example";

    private const string Customer = "kunde@elsewhere.example";

    private const string WithoutKey = "clara@no-key.example";

    private const string Competitor = "eve@competitor.example";

    public static IReadOnlyList<DemoMail> All { get; } =
    [
        new("a greeting that no rule speaks of", "ein Gruß, zu dem keine Regel spricht", "Schöne Grüße aus Köln", [Customer], [], 0,
            Of((Customer, DemoOutcome.Untouched))),
        new("a confidential mail to somebody with a key", "eine vertrauliche E-Mail an jemanden mit Schlüssel", "#VERTRAULICH Prüfbericht Möwe", [Bernd], [], 0,
            Of((Bernd, DemoOutcome.Encrypted))),
        new("one mail, three recipients, three decisions", "eine E-Mail, drei Empfänger, drei Entscheidungen", "Angebot für Herbst", [Bernd, Customer, Competitor], [], 0,
            Of((Bernd, DemoOutcome.SignedOnly), (Customer, DemoOutcome.Untouched), (Competitor, DemoOutcome.Held))),
        new("a confidential mail with a hidden recipient", "eine vertrauliche E-Mail mit verdecktem Empfänger", "#VERTRAULICH Verträge", [Bernd], [Frida], 0,
            Of((Bernd, DemoOutcome.Encrypted), (Frida, DemoOutcome.Encrypted))),
        new("an attachment of 30 MB", "ein Anhang mit 30 MB", "Zeichnungen Gehäuse", [Customer], [], 30_000_000,
            Of((Customer, DemoOutcome.Untouched))),
        new("a confidential mail to somebody without a key", "eine vertrauliche E-Mail an jemanden ohne Schlüssel", "#VERTRAULICH Gehälter", [WithoutKey], [], 0,
            Of((WithoutKey, DemoOutcome.Held))),
    ];

    private static Dictionary<string, DemoOutcome> Of(params (string Recipient, DemoOutcome Outcome)[] entries) =>
        entries.ToDictionary(entry => entry.Recipient, entry => entry.Outcome);
}
