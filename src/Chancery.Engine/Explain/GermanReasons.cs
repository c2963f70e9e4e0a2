namespace Chancery.Engine.Explain;

/// <summary>Reasons as the planner writes them, in German. What is no sentence of ours (a rule's name, a server's reply) stays.</summary>
internal static class GermanReasons
{
    private const string NoMethodPossible = "no acceptable method is possible: ";

    public static string? Of(string? reason) => reason is null ? null : string.Join("; ", reason.Split("; ").Select(One));

    private static string One(string reason) => reason switch
    {
        "the rules leave no method that all of them accept" => "die Regeln lassen kein Verfahren übrig, das alle zulassen",
        "the rules leave no region that all of them accept" => "die Regeln lassen keine Region übrig, die alle zulassen",
        "the attachments could not be listed, and something shall become of them" => "die Anhänge ließen sich nicht feststellen, und mit ihnen soll etwas geschehen",
        "no signing key for the gateway of the sender" => "für das Gateway des Absenders gibt es keinen Signaturschlüssel",
        "no signing key for the department of the sender" => "für die Abteilung des Absenders gibt es keinen Signaturschlüssel",
        "no signing key for the sender" => "für den Absender gibt es keinen Signaturschlüssel",
        "held by policy" => "von der Policy zurückgehalten",
        "refused by policy" => "von der Policy abgelehnt",
        _ when reason.StartsWith(NoMethodPossible, StringComparison.Ordinal) => $"kein zulässiges Verfahren ist möglich: {reason[NoMethodPossible.Length..]}",
        _ => reason,
    };
}
