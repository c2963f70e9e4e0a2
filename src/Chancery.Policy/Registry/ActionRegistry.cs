using static Chancery.Policy.Registry.ParameterType;
using static Chancery.Policy.Registry.Polarity;

namespace Chancery.Policy.Registry;

/// <summary>All actions of the catalogue (language, 1.8).</summary>
internal static class ActionRegistry
{
    public static readonly string[] MethodNames = ["smime", "pgp", "pdf", "portal", "tls-verified", "tls", "plain"];

    private static readonly string[] TwoFactor = ["none", "optional", "required"];
    private static readonly string[] Payload = ["metadata", "eml", "attachments"];

    /// <summary>How the reader of a container comes to its password (R28).</summary>
    public static readonly IReadOnlyList<ParameterDescriptor> Password =
    [
        new("strategy", Choice, ["generated", "preShared", "senderSupplied"]), new("deliver", Choice, ["sms", "phone", "letter", "none"]), new("length", Number),
        new("ifNoMobile", Choice, ["generated", "preShared", "senderSupplied"]), new("ifNone", Choice, ["generated", "preShared", "senderSupplied"]),
        new("confirmNewMobile", Flag),
    ];

    public static readonly string[] ReturnChannels = ["none", "reply-portal"];

    public static IReadOnlyList<ActionDescriptor> All { get; } =
    [
        new("protect", Raises, "with",
        [
            new("with", Choices, MethodNames, Required: true), new("profile", Name), new("otherwise", Choice, ["hold", "reject"], "hold"),
            new("alsoFor", Choices, ["calendar", "auto"]),
            new("pdf", Group, Inner: [new("profile", Name), new("password", Group, Inner: Password), new("returnChannel", Choice, ReturnChannels)]),
            new("portal", Group, Inner: [new("name", Name), new("twoFactor", Choice, TwoFactor), new("reply", Flag), new("download", Flag), new("retention", Duration), new("case", Any)]),
        ], "only these methods are acceptable, in this order", "nur diese Verfahren sind zulässig, in dieser Reihenfolge"),
        new("sign", Raises, "with",
        [
            new("with", Choice, ["smime", "pgp", "auto"], "smime"), new("level", Choice, ["preferred", "required"], "preferred"),
            new("key", Choice, ["user", "department", "gateway"], "user"),
        ], "sign", "signieren"),
        new("verify", Neutral, null, [new("policy", Choice, ["strip", "keep", "annotate"], "strip"), new("rejectBad", Flag)], "verify signatures", "Signaturen prüfen"),
        new("decrypt", Neutral, null, [new("policy", Choice, ["strip", "keep", "annotate"], "strip"), new("rejectBad", Flag)], "decrypt", "entschlüsseln"),
        new("filelink", Raises, null,
        [
            new("attachments", Condition), new("space", Name), new("ttl", Duration, Default: "14d"), new("twoFactor", Choice, TwoFactor, "none"),
            new("maxDownloads", Number), new("region", Texts), new("notifyOnDownload", Flag),
        ], "attachments become links", "Anhänge werden zu Links"),
        new("attachments", Raises, null,
        [
            new("block", Condition), new("strip", Condition), new("convertToPdf", Condition), new("where", Condition), new("ifSigned", Choice, ["hold", "wrap", "skip"], "hold"),
        ], "block, strip or convert attachments", "Anhänge sperren, entfernen oder umwandeln"),
        new("hold", Raises, "approvers",
        [
            new("approvers", Texts), new("quorum", Choice, ["1", "2"], "1"), new("expires", Duration, Default: "3d"),
            new("onExpire", Choice, ["reject", "deliver"], "reject"), new("notify", Choice, ["sender", "none"], "sender"),
        ], "hold for approval", "zur Freigabe zurückhalten"),
        new("quarantine", Raises, null, [new("store", Name), new("release", Choice, ["admin", "recipient"], "admin")], "put aside", "in Quarantäne legen", NeedsMust: true),
        new("reject", Raises, "text", [new("code", Text, Default: "5.7.1"), new("text", Text)], "refuse", "ablehnen", NeedsMust: true),
        new("archive", Raises, "archive",
            [new("archive", Name), new("form", Choice, ["plain", "sent", "both"], "plain"), new("optional", Flag)], "archive", "archivieren", NeedsMust: true),
        new("journal", Raises, "to", [new("to", Texts, Required: true)], "journal", "journalisieren", NeedsMust: true),
        new("copy", Neutral, "to", [new("to", Texts, Required: true), new("protect", Choices, MethodNames), new("visible", Flag)], "send a copy", "eine Kopie senden"),
        new("redirect", Lowers, "to", [new("to", Texts, Required: true), new("keepOriginal", Flag)], "send elsewhere", "umleiten"),
        new("route", Neutral, "via", [new("via", Name, Required: true), new("tls", Choice, ["none", "opportunistic", "required", "verified"])], "choose the next hop", "den nächsten Server wählen"),
        new("header", Neutral, null,
        [
            new("set", Group, Inner: [new("name", Text, Required: true), new("value", Text, Required: true)]),
            new("add", Group, Inner: [new("name", Text, Required: true), new("value", Text, Required: true)]),
            new("remove", Texts), new("ifSigned", Choice, ["hold", "wrap", "skip"], "hold"),
        ], "change header fields", "Kopffelder ändern"),
        new("subject", Neutral, "prefix", [new("prefix", Text), new("suffix", Text), new("removeTags", Flag)], "change the subject", "den Betreff ändern"),
        new("disclaimer", Neutral, "template",
            [new("template", Name), new("position", Choice, ["end", "start"], "end"), new("ifSigned", Choice, ["hold", "wrap", "skip"], "hold")], "add a disclaimer", "einen Hinweis anfügen"),
        new("label", Raises, "set", [new("set", Name, Required: true), new("ifHigher", Flag)], "set a label", "eine Klassifizierung setzen"),
        new("portal", Neutral, "name", [new("name", Name), new("case", Any)], "also put it into the portal", "zusätzlich im Portal ablegen"),
        new("dms", Neutral, "sink", [new("sink", Name, Required: true), new("payload", Choice, Payload), new("wait", Flag)], "hand over to a DMS", "an ein DMS übergeben"),
        new("webhook", Neutral, "sink", [new("sink", Name, Required: true), new("payload", Choice, Payload), new("wait", Flag)], "call a webhook", "einen Webhook aufrufen"),
        new("siem", Raises, "sink", [new("sink", Name), new("type", Text), new("include", Texts)], "tell the SIEM", "an das SIEM melden", NeedsMust: true),
        new("incident", Raises, "sink", [new("sink", Name), new("type", Text), new("include", Texts)], "report an incident", "einen Vorfall melden", NeedsMust: true),
        new("notify", Neutral, "to", [new("to", Texts, Required: true), new("template", Name), new("lang", Choice, ["de", "en"])], "notify", "benachrichtigen"),
        new("audit", Raises, "level", [new("level", Choice, ["normal", "full"], "normal")], "record in full", "vollständig aufzeichnen"),
        new("defer", Raises, "for", [new("for", Duration, Default: "15m"), new("max", Duration, Default: "4h")], "wait before delivery", "vor der Zustellung warten"),
        new("exempt", Lowers, null,
        [
            new("rule", Text, Required: true), new("reason", Text, Required: true), new("ticket", Text), new("until", Time), new("approvedBy", Text),
        ], "take back what another rule asks for", "zurücknehmen, was eine andere Regel verlangt"),
    ];

    private static readonly Dictionary<string, ActionDescriptor> ByName = All.ToDictionary(action => action.Name, StringComparer.Ordinal);

    public static ActionDescriptor? Find(string name) => ByName.GetValueOrDefault(name);
}
