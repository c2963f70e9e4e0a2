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
        new KeyDescriptor("maxDownloads", Forms.Count, "downloads", "Abrufe"),
        new KeyDescriptor("attachment", Forms.Text, "file name", "Dateiname"),
        new KeyDescriptor("type", Forms.Text, "type by content", "Typ nach Inhalt"),
        new KeyDescriptor("size", new Shape.Either([new Shape.Named("size"), new Shape.Named("numberTest")]), "decoded size", "Größe dekodiert"));

    public static Shape Keys(Choices dispositions, Choices signatures, Shape none) => Forms.Keys(
    [
        new("for", Forms.Text, "recipient, `*` for all", "Empfänger, `*` für alle", Default: "*"),
        new("because", Forms.Texts, "rules that contributed", "Regeln, die beitrugen"),
        new("notBecause", Forms.Texts, "rules that did not", "Regeln, die nicht beitrugen"),
        new("exact", Forms.Flag, "nothing else may be in the plan", "sonst darf nichts im Plan stehen"),
        new("disposition", Forms.OneOrMore(Forms.Choice(dispositions)), "what happens to the copy", "was mit der Ausfertigung geschieht"),
        new("protection", Forms.OneOrMore(new Shape.Either([Method, none])), "the chosen method", "das gewählte Verfahren"),
        new("acceptable", Forms.OneOrMore(Method, 0), "the allowed methods", "die zulässigen Verfahren"),
        new("tried", Forms.Many(new Shape.Either([Forms.Text, Free])), "the methods that were tried", "die versuchten Verfahren"),
        new("sign", Forms.OneOrMore(Forms.Choice(signatures)), "the signature", "die Signatur"),
        new("signRequired", Forms.Flag, "a failing signature holds", "eine scheiternde Signatur hält zurück"),
        new("signKey", Forms.Text, "whose key signs", "wessen Schlüssel signiert"),
        new("profile", Forms.Text, "algorithms", "Verfahren und Schlüssellängen"),
        new("filelink", new Shape.Either([none, FileLink, Forms.Many(Free)]), "links", "Links"),
        .. OfThePlan,
        .. ActionRegistry.All.Where(action => action.Name is not ("sign" or "filelink" or "hold" or "reject" or "portal" or "attachments"))
            .Select(action => new KeyDescriptor(action.Name, new Shape.Anything(), $"the action: {action.English}", $"die Aktion: {action.German}")),
    ]);

    private static readonly KeyDescriptor[] OfThePlan =
    [
        new("pdf", new Shape.Anything(), "parameters of the container", "Angaben zum Container"),
        new("portal", new Shape.Anything(), "parameters of the portal", "Angaben zum Portal"),
        new("hold", new Shape.Anything(), "terms of the hold", "Bedingungen des Anhaltens"),
        new("reject", new Shape.Anything(), "code and text", "Code und Text"),
        new("attachments", new Shape.Anything(), "what becomes of attachments", "was mit Anhängen geschieht"),
        new("actions", new Shape.Anything(), "other actions", "weitere Aktionen"),
        new("stages", Forms.Texts, "the stages it passes", "die durchlaufenen Schritte"),
    ];
}
