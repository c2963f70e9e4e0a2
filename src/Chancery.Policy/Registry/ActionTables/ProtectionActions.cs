using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.ActionTables.CommonParameters;
using static Chancery.Policy.Registry.ActionTables.Parameters;
using static Chancery.Policy.Registry.Polarity;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>Encrypting and signing, verifying and decrypting.</summary>
internal static class ProtectionActions
{
    private static readonly Choices Otherwise = new(new Choice("hold", "hold the mail", "die Mail zurückhalten"), new Choice("reject", "refuse the mail", "die Mail ablehnen"));

    private static readonly Choices AlsoFor = new(
        new Choice("calendar", "invitations", "Termineinladungen"), new Choice("auto", "automatic mail", "automatische Mail"));

    private static readonly Choices Signatures = new(
        new Choice("smime", "S/MIME", "S/MIME"), new Choice("pgp", "OpenPGP", "OpenPGP"), new Choice("auto", "whichever goes with the protection", "was zum Schutz passt"));

    private static readonly Choices Levels = new(
        new Choice("preferred", "goes out unsigned if it fails, and is recorded", "geht sonst unsigniert hinaus und wird festgehalten"),
        new Choice("required", "is held if it fails", "wird sonst zurückgehalten"));

    private static readonly Choices Keys = new(
        new Choice("user", "the sender's own key", "der Schlüssel des Absenders"), new Choice("department", "the department's key", "der Schlüssel der Abteilung"),
        new Choice("gateway", "the gateway's key", "der Schlüssel des Gateways"));

    private static readonly Choices Results = new(
        new Choice("strip", "take the signature or encryption off", "Signatur oder Verschlüsselung entfernen"), new Choice("keep", "leave the mail as it came", "die Mail lassen, wie sie kam"),
        new Choice("annotate", "leave it and add the result", "belassen und das Ergebnis anfügen"));

    private static readonly IReadOnlyList<ParameterDescriptor> Incoming =
        [Choice("policy", Results, "what becomes of the mail", "was mit der Mail geschieht", "strip"), Flag("rejectBad", "refuse what does not verify", "ablehnen, was nicht gültig ist")];

    private static readonly Failure Annotated = new(["ignore", "hold", "defer", "reject", "retry"], "the original stays, with a note", "das Original bleibt, mit einem Vermerk");

    public static IReadOnlyList<ActionDescriptor> All { get; } =
    [
        new("protect", Raises, "with",
        [
            Choices("with", Methods.All, "the acceptable methods, best first", "die zulässigen Verfahren, das beste zuerst", required: true),
            Name("profile", "Profiles: crypto", "algorithms", "Verfahren und Schlüssellängen"),
            Choice("otherwise", Otherwise, "when no method is possible", "wenn kein Verfahren möglich ist", "hold"),
            Choices("alsoFor", AlsoFor, "machine mail that these methods are used for too", "maschinelle Mail, für die diese Verfahren auch gelten"),
            Group("pdf", [Name("profile", "Profiles: pdf", "which container", "welcher Container"), Group("password", ContainerParameters.Password, "how the recipient learns the password", "wie der Empfänger das Kennwort erfährt"), ContainerParameters.ReturnChannel], "the PDF container", "der PDF-Container"),
            Group("portal",
            [
                Name("name", "Profiles: portals", "which portal", "welches Portal"), Choice("twoFactor", TwoFactor, "second factor", "zweiter Faktor"), Flag("reply", "the recipient can answer", "der Empfänger kann antworten"),
                Flag("download", "the recipient can download", "der Empfänger kann herunterladen"), Duration("retention", "kept so long", "so lange aufbewahrt"), Other("case", ParameterType.Any, ContainerParameters.Case, "what belongs together", "was zusammengehört"),
            ], "the portal", "das Portal"),
        ], "only these methods are acceptable, in this order", "nur diese Verfahren sind zulässig, in dieser Reihenfolge")
        {
            Combine = Combine.Intersection, Failure = new(["next", "hold", "defer", "reject", "retry"], "the next acceptable method, then hold; never without protection", "das nächste zulässige Verfahren, dann zurückhalten; nie ohne Schutz"),
        },
        new("sign", Raises, "with",
        [
            Choice("with", Signatures, "how", "womit", "smime"), Choice("level", Levels, "how necessary it is", "wie nötig es ist", "preferred"), Choice("key", Keys, "whose key", "wessen Schlüssel", "user"),
        ], "sign", "signieren")
        {
            Combine = Combine.Strictest, Failure = new(["hold", "ignore", "defer", "reject", "retry"], "held where `level: required`, else it goes on and is recorded", "zurückgehalten bei `level: required`, sonst geht es weiter und wird festgehalten"),
        },
        new("verify", Neutral, null, Incoming, "verify signatures", "Signaturen prüfen") { Combine = Combine.Slot, Failure = Annotated },
        new("decrypt", Neutral, null, Incoming, "decrypt", "entschlüsseln") { Combine = Combine.Slot, Failure = Annotated },
    ];
}
