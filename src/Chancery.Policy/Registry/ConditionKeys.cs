using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry;

/// <summary>Keys of conditions that are no facts: logic, and what speaks about several attachments or recipients (language, 1.5).</summary>
internal static class ConditionKeys
{
    private static readonly Shape CountTest = new Shape.Named("numberTest");
    private static readonly Shape SizeTest = new Shape.Named("sizeTest");

    private static readonly KeyDescriptor[] Totals =
    [
        new("where", Forms.AttachmentCondition, "only attachments for which this holds", "nur Anhänge, für die dies zutrifft"),
        new("count", CountTest, "how many they are", "wie viele es sind"),
        new("totalSize", SizeTest, "how large they are together, decoded", "wie groß sie zusammen sind, dekodiert"),
    ];

    /// <param name="self">The condition that nests inside: of the mail, of one attachment, or of the plan.</param>
    public static IReadOnlyList<KeyDescriptor> Logic(Shape self) =>
    [
        new("all", Forms.Many(self, 1), "all of these conditions hold", "alle diese Bedingungen treffen zu"),
        new("any", Forms.Many(self, 1), "at least one of them holds", "mindestens eine davon trifft zu"),
        new("none", Forms.Many(self, 1), "none of them holds", "keine davon trifft zu"),
        new("not", self, "this condition does not hold", "diese Bedingung trifft nicht zu"),
        new("use", Forms.Text, "a condition declared under `conditions`", "eine unter `conditions` benannte Bedingung"),
    ];

    public static IReadOnlyList<KeyDescriptor> AboutSeveral { get; } =
    [
        new("attachment.any", Forms.AttachmentCondition, "there is an attachment for which all of this holds", "es gibt einen Anhang, für den all dies zutrifft"),
        new("attachment.all", Forms.AttachmentCondition, "it holds for every attachment (also if there is none)", "es trifft für jeden Anhang zu (auch wenn keiner da ist)"),
        new("attachment.none", Forms.AttachmentCondition, "it holds for no attachment", "es trifft für keinen Anhang zu"),
        new("attachments", Forms.Keys(Totals) with { OneOf = ["count", "totalSize"] }, "about all attachments together", "über alle Anhänge zusammen"),
        new("attachments.count", CountTest, "how many attachments there are", "wie viele Anhänge es gibt"),
        new("attachments.totalSize", SizeTest, "how large all attachments are together, decoded", "wie groß alle Anhänge zusammen sind, dekodiert"),
        new("recipients.count", CountTest, "how many recipients the message has", "wie viele Empfänger die Nachricht hat"),
        new("recipients.any", Forms.Condition, "there is a recipient for whom this holds", "es gibt einen Empfänger, für den dies zutrifft"),
        new("recipients.all", Forms.Condition, "it holds for every recipient", "es trifft für jeden Empfänger zu"),
    ];
}
