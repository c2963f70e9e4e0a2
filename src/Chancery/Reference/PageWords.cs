using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Host.Reference;

/// <summary>The words around the pages of codes, in the reader's language.</summary>
internal sealed class PageWords(bool german)
{
    public string Language => german ? "de" : "en";

    public string Cause => german ? "Ursache" : "Cause";

    public string Cure => german ? "Abhilfe" : "Cure";

    public string Since => german ? "seit" : "since";

    public string Severity(Severity severity) => (severity, german) switch
    {
        (Policy.Findings.Severity.Error, true) => "Fehler",
        (Policy.Findings.Severity.Warning, true) => "Warnung",
        (_, true) => "Hinweis",
        _ => FindingFormat.Name(severity),
    };

    /// <summary>Why there is no example; null if there is one.</summary>
    public string? WithoutExample(FindingPage page) => page switch
    {
        { Owed: { } owed } => german ? $"Noch nicht gebaut: kommt mit {owed.German}." : $"Not built yet: comes with {owed.English}.",
        { Unshown: { } unshown } => german ? $"Kein Beispiel: es bräuchte {unshown.German}." : $"No example: it would take {unshown.English}.",
        _ => null,
    };

    /// <summary>What was done with the example.</summary>
    public string Shown(ShownBy by) => by switch
    {
        ShownBy.Use => german ? "`policy check` nimmt es an; `serve` sagt:" : "`policy check` accepts it; `serve` says:",
        ShownBy.Tests => german ? "`policy test` sagt:" : "`policy test` says:",
        ShownBy.Settings => german ? "`config check` sagt:" : "`config check` says:",
        _ => german ? "`policy check` sagt:" : "`policy check` says:",
    };

    public string Range(char first) => first switch
    {
        '1' => german ? "1xxx: Schreibweise und Typen" : "1xxx: syntax and types",
        '2' => german ? "2xxx: Vertrauen und Sicherheit" : "2xxx: trust and safety",
        '3' => german ? "3xxx: Verweise und Geltung" : "3xxx: references and scope",
        '4' => german ? "4xxx: Aktionen, Pipeline, Plätze" : "4xxx: actions, pipeline, slots",
        '5' => german ? "5xxx: Analyse" : "5xxx: analysis",
        '6' => german ? "6xxx: Tests und Abdeckung" : "6xxx: tests and coverage",
        _ => german ? "7xxx: Einstellungen und Betrieb" : "7xxx: settings and deployment",
    };
}
