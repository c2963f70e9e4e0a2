using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Policy.Plans;

namespace Chancery.Studio.Texts;

internal sealed class GermanTexts : StudioTexts
{
    public override string Language => "de";

    public override string Messages => "Nachrichten";

    public override string DemoLead => "Die E-Mails der Vorführung, neueste zuerst: was für jeden Empfänger entschieden wurde, nach welcher Regel, und was das Haus verlassen hat. Jede Zeile stammt aus dem Register dieses Laufs.";

    public override string ServeLead => "Was dieses Gateway durchlaufen hat, neueste zuerst.";

    public override string NothingYet => "Es ist noch keine Nachricht eingegangen.";

    public override string Refresh => "Aktualisieren";

    public override string SkipToContent => "Zum Inhalt";

    public override string OtherLanguage => "English";

    public override string Received => "Eingang";

    public override string From => "Von";

    public override string To => "An";

    public override string Size => "Größe";

    public override string Hidden => "verdeckter Empfänger";

    public override string Rules => "Regeln";

    public override string NoRule => "keine: unverändert weitergegeben";

    public override string Protection => "Schutz";

    public override string Delivery => "Zustellung";

    public override string Signed => "signiert";

    public override string NotSigned => "nicht signiert";

    public override string Why => "Warum?";

    public override string WhatHappened => "Verlauf";

    public override string Explanation => "In einfachen Worten";

    public override string Copies => "Was angekommen ist";

    public override string CopiesLead => "Das nächste System der Vorführung bewahrt jede E-Mail so auf, wie sie über SMTP kam.";

    public override string HeadersOf => "Kopfzeilen";

    public override string Download => "Als .eml herunterladen";

    public override string Back => "Alle Nachrichten";

    public override string NotFound => "Diese Nachricht gibt es nicht.";

    public override string NotFoundHelp => "Die Adresse ist vielleicht verschrieben, oder die Nachricht gehört zu einem anderen Lauf. Suchen Sie sie in der Liste der Nachrichten.";

    public override string LocalOnly => "Nachrichten werden nur auf diesem Rechner gezeigt. Öffnen Sie die Seite durch einen Tunnel, oder lassen Sie das Studio auf localhost lauschen.";

    public override string Undecided => "noch nicht entschieden";

    public override string EmptySender => "ohne Absender (eine Mitteilung)";

    public override string Group(int number) => $"Ausfertigung {number}";

    public override string Word(GroupState state) => state switch
    {
        GroupState.Delivering => "unterwegs",
        GroupState.Held => "angehalten",
        GroupState.Quarantined => "in Quarantäne",
        GroupState.Rejected => "abgelehnt",
        GroupState.Delivered => "zugestellt",
        GroupState.Failed => "nicht zugestellt",
        GroupState.Superseded => "neu entschieden",
    };

    public override string Word(Method method) => method switch
    {
        Method.Smime => "verschlüsselt (S/MIME)",
        Method.Pgp => "verschlüsselt (OpenPGP)",
        Method.Pdf => "geschütztes PDF",
        Method.Portal => "Portal",
        Method.TlsVerified => "geprüfte Transportverschlüsselung",
        Method.Tls => "Transportverschlüsselung",
        Method.Plain => "nicht verschlüsselt",
    };

    public override string Word(RecipientState state) => state switch
    {
        RecipientState.Pending => "wartet",
        RecipientState.Delivered => "angenommen",
        RecipientState.Failed => "abgelehnt",
    };

    public override string Event(string kind) => kind switch
    {
        "received" => "eingegangen",
        "decided" => "entschieden",
        "held" => "zur Freigabe angehalten",
        "quarantined" => "in Quarantäne genommen",
        "rejected" => "abgelehnt",
        "released" => "freigegeben",
        "notice-deferred" => "Mitteilung aufgeschoben",
        "notice-failed" => "Mitteilung abgelehnt",
        "delivered" => "übergeben",
        "deferred" => "aufgeschoben",
        "passed" => "durchgereicht",
        "delayed" => "Verzögerung mitgeteilt",
        "failed" => "nicht zustellbar",
        "expired" => "Frist abgelaufen",
        "notified" => "Mitteilung versandt",
        _ => kind,
    };

    public override string Time(DateTimeOffset time) => $"{time.Day}. {Month(time.Month)} {time:yyyy, HH:mm:ss}";

    protected override string Number(decimal value) => base.Number(value).Replace('.', ',');

    private static string Month(int month) =>
        ((string[])["Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."])[month - 1];
}
