using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.ActionTables.Parameters;
using static Chancery.Policy.Registry.Polarity;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>Handing over to other systems, telling people, recording, waiting, exempting.</summary>
internal static class ReportActions
{
    private static readonly Choices Payload = new(
        new Choice("metadata", "who, when, what", "wer, wann, was"), new Choice("eml", "the mail", "die Mail"), new Choice("attachments", "the attachments", "die Anhänge"));

    private static readonly Choices Languages = new(new Choice("de", "German", "Deutsch"), new Choice("en", "English", "Englisch"));
    private static readonly Choices Levels = new(new Choice("normal", "rules that applied, near misses", "Regeln, die galten, und Beinahe-Treffer"), new Choice("full", "every rule", "jede Regel"));

    private static readonly IReadOnlyList<ParameterDescriptor> Handover =
    [
        Name("sink", "Profiles: sinks", "which system", "welches System", required: true), Choice("payload", Payload, "what it gets", "was es bekommt"), Flag("wait", "the mail waits for its answer", "die Mail wartet auf die Antwort"),
    ];

    private static readonly IReadOnlyList<ParameterDescriptor> Report =
    [
        Name("sink", "Profiles: sinks", "which system", "welches System"), Text("type", "kind of event", "Art des Ereignisses"), Texts("include", "what is told of the mail", "was von der Mail gemeldet wird"),
    ];

    private static readonly Failure Retried = new(["retry", "ignore", "hold", "defer", "reject"], "tried again for 4 hours, then somebody is told; delivery goes on unless `wait: true`", "4 Stunden erneut versucht, dann wird jemand benachrichtigt; die Zustellung geht weiter, außer bei `wait: true`");
    private static readonly Failure Spooled = new(["retry", "hold", "defer"], "kept here until it can be told, never dropped", "bleibt hier, bis es gemeldet werden kann, geht nie verloren");
    private static readonly Failure Nothing = new([], "it cannot fail", "sie kann nicht scheitern");

    public static IReadOnlyList<ActionDescriptor> All { get; } =
    [
        new("portal", Neutral, "name", [Name("name", "Profiles: portals", "which portal", "welches Portal"), Other("case", ParameterType.Any, ContainerParameters.Case, "what belongs together", "was zusammengehört")], "also put it into the portal", "zusätzlich im Portal ablegen")
        {
            Combine = Combine.Union, Failure = Retried,
        },
        new("dms", Neutral, "sink", Handover, "hand over to a DMS", "an ein DMS übergeben") { Combine = Combine.Union, Failure = Retried },
        new("webhook", Neutral, "sink", Handover, "call a webhook", "einen Webhook aufrufen") { Combine = Combine.Union, Failure = Retried },
        new("siem", Raises, "sink", Report, "tell the SIEM", "an das SIEM melden", NeedsMust: true) { Combine = Combine.Union, Failure = Spooled },
        new("incident", Raises, "sink", Report, "report an incident", "einen Vorfall melden", NeedsMust: true) { Combine = Combine.Union, Failure = Spooled },
        new("notify", Neutral, "to",
        [
            Texts("to", "`sender`, addresses or groups", "`sender`, Adressen oder Gruppen", required: true), Text("template", "which text", "welcher Text"), Choice("lang", Languages, "in which language", "in welcher Sprache"),
        ], "notify", "benachrichtigen") { Combine = Combine.Union, Failure = new(["ignore", "retry", "hold", "defer", "reject"], "goes on", "geht weiter") },
        new("audit", Raises, "level", [Choice("level", Levels, "how much", "wie viel", "normal")], "how much the decision record holds", "wie viel die Aufzeichnung enthält") { Combine = Combine.Strictest, Failure = Nothing },
        new("defer", Raises, "for", [Duration("for", "so long at first", "zunächst so lange", "15m"), Duration("max", "so long at most", "höchstens so lange", "4h")], "wait before delivery", "vor der Zustellung warten") { Combine = Combine.Strictest, Failure = Nothing },
        new("exempt", Lowers, null,
        [
            Text("rule", "`rule` or `ruleset/rule`", "`regel` oder `regelsatz/regel`", required: true), Text("reason", "why", "warum", required: true), Text("ticket", "where it is documented", "wo es dokumentiert ist"),
            Other("until", ParameterType.Time, null, "the last day", "der letzte Tag"), Text("approvedBy", "who agreed", "wer zugestimmt hat"),
        ], "take back what another rule asks for", "zurücknehmen, was eine andere Regel verlangt") { Combine = Combine.Union, Failure = Nothing },
    ];
}
