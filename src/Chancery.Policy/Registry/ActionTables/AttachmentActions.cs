using static Chancery.Policy.Registry.ActionTables.CommonParameters;
using static Chancery.Policy.Registry.ActionTables.Parameters;
using static Chancery.Policy.Registry.Polarity;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>What becomes of attachments.</summary>
internal static class AttachmentActions
{
    private static readonly Failure Held = new(["hold", "defer", "reject", "retry"], "held; the attachment never goes out as it is", "zurückgehalten; der Anhang geht nie hinaus, wie er ist");

    public static IReadOnlyList<ActionDescriptor> All { get; } =
    [
        new("filelink", Raises, null,
        [
            Condition("attachments", "which attachments (else all that are not inline)", "welche Anhänge (sonst alle, die nicht im Text stehen)"),
            Name("space", "Profiles: spaces", "where the files lie", "wo die Dateien liegen"), Duration("ttl", "how long the link lives", "wie lange der Link gilt", "14d"),
            Choice("twoFactor", TwoFactor, "second factor", "zweiter Faktor", "none"), new("maxDownloads", ParameterType.Number) { Help = new("downloads until it is closed", "Abrufe, bis er geschlossen wird") },
            Texts("region", "regions where the files may lie", "Regionen, in denen die Dateien liegen dürfen"), Flag("notifyOnDownload", "tell the sender of downloads", "den Absender über Abrufe unterrichten"),
        ], "attachments become links", "Anhänge werden zu Links") { Combine = Combine.PerAttachment, Failure = Held },
        new("attachments", Raises, null,
        [
            Condition("block", "do not let these out: the mail is held", "diese nicht hinauslassen: die Mail wird zurückgehalten"), Condition("strip", "take these out", "diese entfernen"),
            Condition("convertToPdf", "turn these into PDF", "diese in PDF umwandeln"), Condition("where", "only these", "nur diese"),
            Choice("ifSigned", IfSigned, "if the mail is signed", "wenn die Mail signiert ist", "hold"),
        ], "block, strip or convert attachments", "Anhänge sperren, entfernen oder umwandeln") { Combine = Combine.PerAttachment, Failure = Held },
    ];
}
