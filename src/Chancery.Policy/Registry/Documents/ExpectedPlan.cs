using Chancery.Policy.Registry.ActionTables;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>What a test says of a recipient's plan; what it leaves out may be anything.</summary>
internal static class ExpectedPlan
{
    private static readonly Shape Free = new Shape.Names(new Shape.Anything());
    private static readonly Shape Method = Forms.Choice(Methods.All);

    private static readonly Shape FileLink = Forms.Keys(
        new KeyDescriptor("count", new Shape.Named("numberTest"), "how many links", "wie viele Links"),
        new KeyDescriptor("ttl", Forms.Duration, "how long they live", "wie lange sie gelten"),
        new KeyDescriptor("twoFactor", Forms.Choice(CommonParameters.TwoFactor), "second factor", "zweiter Faktor"),
        new KeyDescriptor("space", Forms.Text, "where they lie", "wo sie liegen"),
        new KeyDescriptor("maxDownloads", Forms.Count, "downloads", "Abrufe"));

    public static Shape Keys(Choices dispositions, Choices signatures, Shape none) => Forms.Keys(
        new KeyDescriptor("for", Forms.OneOrMore(Forms.Text), "recipients, `*` for all", "Empfänger, `*` für alle", Required: true),
        new KeyDescriptor("disposition", Forms.Choice(dispositions), "what happens to the copy", "was mit der Ausfertigung geschieht"),
        new KeyDescriptor("protection", new Shape.Either([Method, none]), "the chosen method", "das gewählte Verfahren"),
        new KeyDescriptor("acceptable", Forms.OneOrMore(Method, 0), "the allowed methods", "die zulässigen Verfahren"),
        new KeyDescriptor("tried", Forms.Many(Free), "the methods that were tried", "die versuchten Verfahren"),
        new KeyDescriptor("sign", Forms.Choice(signatures), "the signature", "die Signatur"),
        new KeyDescriptor("filelink", new Shape.Either([none, FileLink, Forms.Many(Free)]), "links", "Links"),
        new KeyDescriptor("pdf", Free, "parameters of the container", "Angaben zum Container"),
        new KeyDescriptor("portal", Free, "parameters of the portal", "Angaben zum Portal"),
        new KeyDescriptor("hold", Free, "terms of the hold", "Bedingungen des Anhaltens"),
        new KeyDescriptor("reject", Free, "code and text", "Code und Text"),
        new KeyDescriptor("actions", Forms.Many(new Shape.Either([Forms.Text, Free])), "other actions", "weitere Aktionen"),
        new KeyDescriptor("stages", Forms.Texts, "the stages it passes", "die durchlaufenen Schritte"),
        new KeyDescriptor("because", Forms.Texts, "rules that contributed", "Regeln, die beitrugen"),
        new KeyDescriptor("notBecause", Forms.Texts, "rules that did not", "Regeln, die nicht beitrugen"),
        new KeyDescriptor("certainty", Forms.Choice(new Choices(new Choice("must", "surely", "sicher"), new Choice("may", "perhaps", "möglicherweise"))), "how sure they matched", "wie sicher sie zutrafen"),
        new KeyDescriptor("bcc", Forms.Flag, "a copy of a hidden recipient", "eine Ausfertigung eines verborgenen Empfängers"),
        new KeyDescriptor("exact", Forms.Flag, "nothing else may be in the plan", "sonst darf nichts im Plan stehen"));
}
