using static Chancery.Policy.Registry.ActionTables.CommonParameters;
using static Chancery.Policy.Registry.ActionTables.Parameters;
using static Chancery.Policy.Registry.Polarity;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>Changes of header, subject and text.</summary>
internal static class ChangeActions
{
    private static readonly Choices Positions = new(new Choice("end", "below the text", "unter dem Text"), new Choice("start", "above the text", "über dem Text"));

    private static readonly IReadOnlyList<ParameterDescriptor> Field =
    [
        Text("name", "name of the field", "Name des Feldes", required: true), Text("value", "its value", "sein Wert", required: true),
    ];

    private static readonly Failure Recorded = new(["ignore", "hold", "defer", "reject", "retry"], "goes on, and is recorded", "geht weiter und wird festgehalten");

    public static IReadOnlyList<ActionDescriptor> All { get; } =
    [
        new("header", Neutral, null,
        [
            Group("set", Field, "a field that replaces others of its name", "ein Feld, das andere seines Namens ersetzt"), Group("add", Field, "one more field", "ein weiteres Feld"),
            Texts("remove", "names of fields to take away; lowers", "Namen zu entfernender Felder; senkt"), Choice("ifSigned", IfSigned, "if the field is signed", "wenn das Feld signiert ist", "hold"),
        ], "change header fields", "Kopffelder ändern") { Combine = Combine.Union, Failure = Recorded },
        new("subject", Neutral, "prefix",
        [
            Text("prefix", "put before the subject", "vor den Betreff setzen"), Text("suffix", "put after it", "dahinter setzen"), Flag("removeTags", "take the tags out", "die Schlagwörter entfernen"),
        ], "change the subject", "den Betreff ändern") { Combine = Combine.Union, Failure = Recorded },
        new("disclaimer", Neutral, "template",
        [
            Text("template", "which text", "welcher Text"), Choice("position", Positions, "where", "wo", "end"), Choice("ifSigned", IfSigned, "if the mail is signed", "wenn die Mail signiert ist", "hold"),
        ], "add a disclaimer", "einen Hinweis anfügen") { Combine = Combine.Slot, Failure = Recorded },
        new("label", Raises, "set",
        [
            Name("set", "Vocabulary: labels", "which label", "welche Klassifizierung", required: true), Flag("ifHigher", "only if it is higher than the one that is there", "nur, wenn sie höher ist als die vorhandene"),
        ], "set a label", "eine Klassifizierung setzen") { Combine = Combine.Strictest, Failure = new(["hold", "defer", "reject", "retry"], "held", "zurückgehalten") },
    ];
}
