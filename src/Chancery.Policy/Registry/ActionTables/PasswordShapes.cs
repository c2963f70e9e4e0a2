using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>Passwords of PDF containers (R28) and cases of the portal (R24), as actions and profiles both write them.</summary>
internal static class PasswordShapes
{
    private static readonly Choices Strategies = new(
        new Choice("generated", "made by the gateway for this mail", "vom Gateway für diese Mail erzeugt"),
        new Choice("preShared", "agreed with the recipient before", "vorher mit dem Empfänger vereinbart"),
        new Choice("senderSupplied", "given by the sender through the add-in or the API", "vom Absender über Add-in oder API übergeben"));

    private static readonly Choices Deliveries = new(
        new Choice("sms", "by SMS to the recipient", "per SMS an den Empfänger"), new Choice("phone", "to the sender, who tells it by phone", "an den Absender, der es am Telefon nennt"),
        new Choice("letter", "to the sender, who writes a letter", "an den Absender, der einen Brief schreibt"), new Choice("none", "not at all", "gar nicht"));

    public static readonly Shape Password = Forms.Keys(
        new KeyDescriptor("strategy", Forms.Choice(Strategies), "where the password comes from", "woher das Kennwort kommt", Default: "generated"),
        new KeyDescriptor("deliver", Forms.Choice(Deliveries), "how it is told", "wie es mitgeteilt wird", Default: "sms"),
        new KeyDescriptor("length", new Shape.Number(8), "characters", "Zeichen", Default: "16"),
        new KeyDescriptor("ifNoMobile", Forms.Choice(Strategies), "the strategy when no mobile number is known", "das Vorgehen, wenn keine Mobilnummer bekannt ist"),
        new KeyDescriptor("ifNone", Forms.Choice(Strategies), "the strategy when there is no pre-shared password", "das Vorgehen, wenn kein Kennwort vereinbart ist"),
        new KeyDescriptor("confirmNewMobile", Forms.Flag, "the sender confirms a number that is new", "der Absender bestätigt eine neue Nummer"));

    public static readonly Shape Case = Forms.Pattern(@"^(thread|tag|header\([!-9;-~]+\))$");
}
