using System.Globalization;
using System.Text;

namespace Chancery.Host.Survey;

/// <summary>A first policy that answers what the inventory shows; to be read and changed by people, and never in force by itself.</summary>
internal static class ProposedPolicy
{
    private const long LargeFrom = 25_000_000;

    private static readonly string[] Dangerous = ["exe", "elf", "script"];

    /// <summary>A complete file of rules; without mails it has none.</summary>
    public static string Rules(Inventory inventory, Func<string, string, string> say)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {say($"Proposal from the inventory of {inventory.Mails} mails. Read it, change it, write tests for it.", $"Vorschlag aus der Bestandsaufnahme von {inventory.Mails} E-Mails. Lesen, ändern, Tests dazu schreiben.")}");
        var rules = new List<string>();
        if (inventory.Detectors.Count > 0)
            rules.Add(Rule("personal-data-outbound", say("Personal or payment data leaves the house only protected", "Personen- und Zahlungsdaten gehen nur geschützt nach außen"),
                $"{{ direction: outbound, content: {{ detector: [{string.Join(", ", inventory.Detectors.Top(9).Select(entry => entry.Name).Where(IsWord))}] }} }}", Protected));
        if (inventory.Tags.Top(20).Where(tag => IsTag(tag.Name)).Select(tag => $"\"{tag.Name}\"").ToList() is { Count: > 0 } tags)
            rules.Add(Rule("tagged-outbound", say("Who tags a mail wants it protected", "Wer eine Mail markiert, will sie geschützt wissen"),
                $"{{ direction: outbound, tag: [{string.Join(", ", tags)}] }}", Protected));
        if (inventory.Labels.Count > 0)
            rules.Add(Rule("vs-nfd-outbound", say("VS-NfD and confidential markings in the subject", "VS-NfD und Vertraulich im Betreff"),
                "{ direction: outbound, subject: { regex: \"(?i)VS[ -]?NfD|vertraulich|confidential\" } }", Protected));
        if (Dangerous.Any(type => inventory.Types[type] > 0))
            rules.Add(Rule("executables-inbound", say("Programs and scripts from outside", "Programme und Skripte von außen"),
                $"{{ direction: inbound, attachment.any: {{ type: [{string.Join(", ", Dangerous)}] }} }}", ["quarantine"]));
        if (inventory.Notable["mismatch"] > 0)
            rules.Add(Rule("mismatch-inbound", say("Content and name of an attachment do not fit together", "Inhalt und Name eines Anhangs passen nicht zusammen"),
                "{ direction: inbound, attachment.any: { typeMismatch: true } }", ["hold"]));
        if (inventory.Sizes.Counts.Skip(Array.IndexOf(SizeClasses.Ends, LargeFrom) + 1).Sum() > 0)
            rules.Add(Rule("large-outbound", say("Large attachments as a link", "Große Anhänge als Link"),
                "{ direction: outbound, attachment.any: { size: \"> 25MB\" } }", ["filelink: { ttl: 14d }"]));
        if (rules.Count == 0)
            return text.AppendLine("rules: []").ToString();
        text.AppendLine("rules:");
        return text.AppendJoin("", rules).ToString();
    }

    /// <summary><c>policy.yaml</c> with our domains.</summary>
    public static string Manifest(Inventory inventory) =>
        $"domains: [{string.Join(", ", inventory.Ours.Where(IsDomain))}]\n";

    private static string[] Protected => ["protect: { with: [smime, tls-verified], otherwise: hold }"];

    private static string Rule(string id, string title, string condition, IReadOnlyList<string> actions) =>
        $"  - id: {id}\n    title: \"{title}\"\n    if: {condition}\n    then:\n{string.Concat(actions.Select(action => $"      - {action}\n"))}";

    private static bool IsWord(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsTag(string name) => name.Length is > 0 and <= 40 && name.Any(char.IsAsciiLetter) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsDomain(string name) => name.Contains('.', StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
}
