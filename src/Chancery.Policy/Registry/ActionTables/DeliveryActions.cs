using static Chancery.Policy.Registry.ActionTables.Parameters;
using static Chancery.Policy.Registry.Polarity;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>What is kept of a mail, who else gets it, and which way it goes.</summary>
internal static class DeliveryActions
{
    private static readonly Choices Form = new(
        new Choice("plain", "before encryption", "vor der Verschlüsselung"), new Choice("sent", "as it was sent", "wie gesendet"), new Choice("both", "both", "beides"));

    private static readonly Choices Tls = new(
        new Choice("none", "without TLS", "ohne TLS"), new Choice("opportunistic", "TLS if offered", "TLS, wenn angeboten"),
        new Choice("required", "TLS, any certificate", "TLS, jedes Zertifikat"), new Choice("verified", "TLS with a verified certificate", "TLS mit geprüftem Zertifikat"));

    private static readonly Failure Queued = new(["defer", "hold", "reject", "retry", "ignore"], "waits in the queue, then held; `ignore` only with `optional: true`", "wartet in der Schlange, dann zurückgehalten; `ignore` nur mit `optional: true`");
    private static readonly Failure Deferred = new(["defer", "hold", "reject", "retry"], "waits in the queue", "wartet in der Schlange");
    private static readonly Failure Held = new(["hold", "defer", "reject", "retry"], "held", "zurückgehalten");
    private static readonly Failure Retried = new(["retry", "ignore", "hold", "defer", "reject"], "tried again, then recorded", "erneut versucht, dann festgehalten");

    public static IReadOnlyList<ActionDescriptor> All { get; } =
    [
        new("archive", Raises, "archive",
        [
            Name("archive", "Profiles: archives", "which archive", "welches Archiv"), Choice("form", Form, "in which form", "in welcher Form", "plain"), Flag("optional", "the mail may go without it", "die Mail darf auch ohne hinaus"),
        ], "archive", "archivieren", NeedsMust: true) { Combine = Combine.Union, Failure = Queued },
        new("journal", Raises, "to", [Texts("to", "address of the journal", "Adresse des Journals", required: true)], "send a journal report with the envelope", "einen Journalbericht mit dem Umschlag senden", NeedsMust: true) { Combine = Combine.Union, Failure = Deferred },
        new("copy", Neutral, "to",
        [
            Texts("to", "addresses, groups or `role(x)`", "Adressen, Gruppen oder `role(x)`", required: true), Choices("protect", Methods.All, "the methods acceptable for the copy", "die für die Kopie zulässigen Verfahren"),
            Flag("visible", "recipients see it", "die Empfänger sehen es"),
        ], "send a copy, judged by its own list and the guards", "eine Kopie senden, nach eigener Liste und den Leitplanken beurteilt") { Combine = Combine.Union, Failure = Retried },
        new("redirect", Lowers, "to", [Texts("to", "addresses, groups or `role(x)`", "Adressen, Gruppen oder `role(x)`", required: true), Flag("keepOriginal", "the recipient gets it too", "der Empfänger bekommt sie auch")], "send elsewhere", "umleiten") { Combine = Combine.Slot, Failure = Held },
        new("route", Neutral, "via", [Name("via", "settings: next-hops", "which next hop", "welcher nächste Server", required: true), Choice("tls", Tls, "the least TLS", "das mindeste TLS")], "choose the next hop", "den nächsten Server wählen") { Combine = Combine.Slot, Failure = Deferred },
    ];
}
