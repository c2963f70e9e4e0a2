using System.Globalization;

namespace Chancery.Host.Survey;

/// <summary>The report's words and numbers in the reader's language.</summary>
internal sealed class SurveyWords(bool german)
{
    private static readonly CultureInfo German = Numbers(".", ",");
    private static readonly CultureInfo English = Numbers(",", ".");

    public string Language => german ? "de" : "en";

    public string Say(string english, string inGerman) => german ? inGerman : english;

    public string Number(long value) => value.ToString("N0", german ? German : English);

    public string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => Scaled(bytes, 1000, "kB"),
        < 1_000_000_000 => Scaled(bytes, 1_000_000, "MB"),
        _ => Scaled(bytes, 1_000_000_000, "GB"),
    };

    public string Direction(string direction) => direction switch
    {
        "outbound" => Say("outbound", "ausgehend"),
        "inbound" => Say("inbound", "eingehend"),
        "internal" => Say("internal", "intern"),
        _ => Say("between others", "zwischen anderen"),
    };

    public string Crypto(string state) => german ? state.Replace("encrypted", "verschlüsselt", StringComparison.Ordinal).Replace("signed", "signiert", StringComparison.Ordinal).Replace("neither", "weder noch", StringComparison.Ordinal) : state;

    /// <summary>A state of keys, as rules call it in English.</summary>
    public string KeyState(string state) => !german ? state : state switch
    {
        "valid" => "gültig",
        "expired" => "abgelaufen",
        "notYetValid" => "noch nicht gültig",
        "revoked" => "widerrufen",
        "untrusted" => "ohne Vertrauensanker",
        "weak" => "zu schwach",
        "mismatch" => "für anderes bestimmt",
        "unreadable" => "nicht lesbar",
        _ => "keiner",
    };

    /// <summary>Where a mail names no address.</summary>
    public string Domain(string domain) => domain is "?" or "" ? Say("(no address)", "(keine Adresse)") : domain;

    public string Notable(string name) => name switch
    {
        "mismatch" => Say("content and name do not fit", "Inhalt und Name passen nicht"),
        "encrypted" => Say("encrypted", "verschlüsselt"),
        _ => Say("with macros", "mit Makros"),
    };

    public string Period(Inventory inventory) => inventory is { First: { } first, Last: { } last }
        ? $"{Day(first)} – {Day(last)}"
        : Say("no dates", "ohne Datum");

    public string Ours(Inventory inventory) => inventory.Ours.Count == 0
        ? Say("no domain is known as ours", "keine Domäne gilt als eigene")
        : string.Join(", ", inventory.Ours) + (inventory.IsGuessed ? Say(" (guessed; say --domain)", " (vermutet; mit --domain angeben)") : "");

    private string Day(DateTimeOffset date) => date.ToString(german ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Scaled(long bytes, long unit, string name) => ((double)bytes / unit).ToString("0.#", german ? German : English) + " " + name;

    /// <summary>The program runs without the system's culture data.</summary>
    private static CultureInfo Numbers(string groups, string point)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NumberDecimalSeparator) = (groups, point);
        return culture;
    }
}
