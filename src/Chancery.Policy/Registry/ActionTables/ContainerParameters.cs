using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.ActionTables.Parameters;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>Passwords and return channels of PDF containers (R28), cases of the portal (R24): actions and profiles both write them.</summary>
internal static class ContainerParameters
{
    private static readonly Choices Strategies = new(
        new Choice("generated", "made by the gateway for this mail", "vom Gateway für diese Mail erzeugt"),
        new Choice("preShared", "agreed with the recipient before", "vorher mit dem Empfänger vereinbart"),
        new Choice("senderSupplied", "given by the sender through the add-in or the API", "vom Absender über Add-in oder API übergeben"));

    private static readonly Choices Deliveries = new(
        new Choice("sms", "by SMS to the recipient", "per SMS an den Empfänger"), new Choice("phone", "to the sender, who tells it by phone", "an den Absender, der es am Telefon nennt"),
        new Choice("letter", "to the sender, who writes a letter", "an den Absender, der einen Brief schreibt"), new Choice("none", "not at all", "gar nicht"));

    public static readonly Choices ReturnChannels = new(
        new Choice("none", "no answer by us", "keine Antwort über uns"), new Choice("reply-portal", "a link in the container to a form for one answer", "ein Link im Container zu einem Formular für eine Antwort"));

    public static readonly IReadOnlyList<ParameterDescriptor> Password =
    [
        Choice("strategy", Strategies, "where the password comes from", "woher das Kennwort kommt"),
        Choice("deliver", Deliveries, "how it is told", "wie es mitgeteilt wird"),
        new("length", ParameterType.Number) { Help = new("characters of a generated one", "Zeichen eines erzeugten") },
        Choice("ifNoMobile", Strategies, "the strategy when no mobile number is known", "das Vorgehen, wenn keine Mobilnummer bekannt ist"),
        Choice("ifNone", Strategies, "the strategy when there is no pre-shared password", "das Vorgehen, wenn kein Kennwort vereinbart ist"),
        Flag("confirmNewMobile", "the sender confirms a number that is new", "der Absender bestätigt eine neue Nummer"),
    ];

    public static readonly ParameterDescriptor ReturnChannel =
        Choice("returnChannel", ReturnChannels, "how the recipient answers", "wie der Empfänger antwortet");

    public static readonly Shape Case = Forms.Pattern(@"^(thread|tag|header\([!-9;-~]+\))$");
}
