namespace Chancery.Host.Survey;

internal sealed class SurveyText(TextWriter output, SurveyWords words)
{
    public void Write(SurveyReport report)
    {
        var inventory = report.Inventory;
        output.WriteLine($"{words.Number(inventory.Mails)} {words.Say("mails", "E-Mails")}, {words.Size(inventory.Bytes)}, {words.Period(inventory)}");
        output.WriteLine($"{words.Say("our domains", "eigene Domänen")}: {words.Ours(inventory)}");
        Table(words.Say("Directions", "Richtungen"), inventory.Directions(), name => words.Direction(name), withBytes: true);
        Head(words.Say("Flows", "Flüsse"), inventory.Flows(20).Count);
        foreach (var flow in inventory.Flows(20))
            Row($"{words.Domain(flow.From)} → {words.Domain(flow.To)} ({words.Direction(flow.Direction)})", flow.Mails, flow.Bytes);
        Table(words.Say("Labels", "Klassifizierungen"), inventory.Labels.Top(20));
        Table(words.Say("Subject tags", "Schlagwörter im Betreff"), inventory.Tags.Top(20));
        Table(words.Say("Attachment types", "Arten von Anhängen"), inventory.Types.Top(20), withBytes: true);
        Head(words.Say("Attachment sizes", "Größen der Anhänge"), (int)inventory.AttachmentCount);
        for (var i = 0; inventory.AttachmentCount > 0 && i < inventory.Sizes.Counts.Count; i++)
            Row(SizeClasses.NameOf(i), inventory.Sizes.Counts[i]);
        Table(words.Say("Mails with personal or payment data", "E-Mails mit Personen- oder Zahlungsdaten"), inventory.Detectors.Top(20));
        Table(words.Say("Cryptography", "Kryptografie"), inventory.Crypto.Top(10), words.Crypto);
        Table(words.Say("Senders", "Absender"), report.Senders, words.Domain, withBytes: true);
        foreach (var domain in report.Keys?.Take(20) ?? [])
            output.WriteLine($"  {domain.Domain}: {domain.Addresses} {words.Say("addresses", "Adressen")}, S/MIME {States(domain.Smime)}, OpenPGP {States(domain.Pgp)}");
        if (inventory.Problems > 0)
            output.WriteLine($"\n{words.Number(inventory.Problems)} {words.Say("inputs could not be read", "Eingaben waren nicht lesbar")}:");
        foreach (var (source, problem) in report.Problems.Take(20))
            output.WriteLine($"  {source}: {problem}");
        output.WriteLine($"\n{words.Say("Proposed first policy", "Vorschlag für eine erste Richtlinie")}:\n");
        output.Write(report.Policy);
    }

    private string States(IReadOnlyDictionary<string, int> states) =>
        string.Join(", ", states.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{words.KeyState(entry.Key)} {entry.Value}"));

    private void Table(string title, IReadOnlyList<TallyEntry> entries, Func<string, string>? name = null, bool withBytes = false)
    {
        Head(title, entries.Count);
        foreach (var entry in entries)
            Row(name?.Invoke(entry.Name) ?? entry.Name, entry.Times, withBytes ? entry.Bytes : null);
    }

    private void Head(string title, int count)
    {
        if (count > 0)
            output.WriteLine($"\n{title}");
    }

    private void Row(string name, long count, long? bytes = null) =>
        output.WriteLine($"  {words.Number(count),9}  {name}{(bytes is { } size ? $"  {words.Size(size)}" : "")}");
}
