namespace Chancery.Policy.Registry.FactTables;

/// <summary>Values that several facts share, and the ranks of trust.</summary>
internal static class Values
{
    public static readonly Choices Trust = new(
        new Choice("anonymous", "a session from the Internet", "eine Verbindung aus dem Internet"),
        new Choice("authenticated", "the session logged in", "die Verbindung hat sich angemeldet"),
        new Choice("internal", "one of our own servers", "einer unserer eigenen Server"),
        new Choice("signed", "the mail bears a signature of the sender that was verified", "die Mail trägt eine geprüfte Signatur des Absenders"));

    /// <summary>Least trust of the channel over which a value counts; <c>connector(x)</c> stands beside them (R37).</summary>
    public static readonly Choices Channels = new(
        new Choice("any", "from anyone, also from outside", "von jedem, auch von außen"),
        new Choice("authenticated", "from sessions that logged in", "von angemeldeten Verbindungen"),
        new Choice("internal", "from our own servers", "von unseren eigenen Servern"),
        new Choice("signed", "signed by the sender", "vom Absender signiert"));

    public static readonly Choices KeyStates = new(
        new Choice("valid", "usable now", "jetzt verwendbar"),
        new Choice("expired", "its time is over", "abgelaufen"),
        new Choice("notYetValid", "its time has not begun", "noch nicht gültig"),
        new Choice("revoked", "taken back by its issuer or owner", "von Aussteller oder Inhaber widerrufen"),
        new Choice("untrusted", "leads to no trust anchor", "führt zu keinem Vertrauensanker"),
        new Choice("weak", "algorithm or length below the profile", "Verfahren oder Länge unter dem Profil"),
        new Choice("mismatch", "is for another address or another use", "gilt für eine andere Adresse oder einen anderen Zweck"),
        new Choice("unreadable", "cannot be parsed", "nicht lesbar"),
        new Choice("none", "there is none", "nicht vorhanden"));

    public static readonly Choices AuthStates = new(
        new Choice("pass", "verified", "geprüft und gültig"),
        new Choice("fail", "forged or not permitted", "gefälscht oder nicht erlaubt"),
        new Choice("none", "the domain states nothing", "die Domäne sagt nichts dazu"),
        new Choice("neutral", "the domain takes no position", "die Domäne legt sich nicht fest"),
        new Choice("softfail", "probably not permitted", "wahrscheinlich nicht erlaubt"),
        new Choice("temperror", "could not be verified now", "zurzeit nicht prüfbar"),
        new Choice("permerror", "what the domain states cannot be understood", "die Angaben der Domäne sind unverständlich"));

    public static readonly Choices SenderSources = new(
        new Choice("both", "envelope and header; a lowering rule needs both to agree", "Umschlag und Kopf; zum Senken müssen beide übereinstimmen"),
        new Choice("envelope", "the envelope sender", "der Absender des Umschlags"),
        new Choice("header", "the From field", "das Feld From"));
}
