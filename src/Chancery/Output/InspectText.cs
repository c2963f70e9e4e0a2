using Chancery.Mail.Contents.Traits;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Labels;

namespace Chancery.Host.Output;

/// <summary>An inspected mail as lines for people. Text of others is shown without controls.</summary>
internal static class InspectText
{
    /// <summary>Shown above the facts already, in words of their own.</summary>
    private static readonly string[] Said = ["attachment.", "content", "subject", "tag", "message.size", "header", "recipient.address", "recipient.domain"];

    /// <param name="context">The session it is supposed to have come by, and what a policy looks for.</param>
    public static void Write(TextWriter output, InspectedMail mail, string source, MailContext context, CryptoFindings? findings, IReadOnlyList<ShownFact> facts)
    {
        output.WriteLine(source);
        Line(output, "from", string.Join(", ", mail.From));
        Line(output, "to", string.Join(", ", mail.To.Concat(mail.Cc)));
        Line(output, "subject", mail.Subject);
        Line(output, "size", $"{mail.Size} B");
        if (mail.Tags.Count > 0)
            Line(output, "tags", string.Join(", ", mail.Tags));
        if (mail.Crypto.Encrypted is { } encrypted)
            Line(output, "encrypted", encrypted.ToString().ToLowerInvariant());
        if (findings?.Signed is { } signed)
            Line(output, "signed", string.Join("  ", new[] { signed.Verdict, signed.Signer, signed.Reason }.Where(word => word is not null)));
        foreach (var attachment in mail.Attachments)
            Line(output, "part " + attachment.Number, $"{attachment.Name}  {attachment.Content.Type} (declared {attachment.DeclaredType})  {attachment.Content.Size} B{Traits(attachment)}");
        if (MailLabels.Of(mail) is { Labels: { Count: > 0 } labels })
            Line(output, "labels", string.Join(", ", labels.Select(label => $"{label.Scheme} {label.Name ?? label.Id} ({label.Where})")));
        foreach (var (id, hits) in InspectDetectors.Hits(mail, context.Reading).Where(entry => entry.Value > 0))
            Line(output, "detector", $"{id}: {hits}");
        foreach (var problem in mail.Problems)
            Line(output, "problem", problem);
        foreach (var fact in facts.Where(fact => !Said.Any(begin => begin.EndsWith('.') ? fact.Name.StartsWith(begin, StringComparison.Ordinal) : fact.Name == begin)))
            Line(output, "fact", $"{fact.Name}{(fact.Of is null ? "" : $"({fact.Of})")}{(fact.For is null ? "" : $" of {fact.For}")}: {(fact.Reason is { } reason ? $"unknown ({reason})" : fact.Value)}");
        output.WriteLine();
    }

    /// <summary>What is not as in a harmless file.</summary>
    private static string Traits(MailAttachment attachment)
    {
        var item = attachment.Content;
        var words = new List<string>();
        if (item.TypeMismatch)
            words.Add("name and content differ");
        if (item.Encrypted.Value == true)
            words.Add("encrypted");
        if (item.NotInspectable is { } reason)
            words.Add("not inspectable: " + reason);
        if (item.Macro.Value == true)
            words.Add("macros");
        else if (item.Active.Value == true)
            words.Add("active content");
        if (attachment.Inline)
            words.Add("inline");
        if (item.IsContainer)
            words.Add($"{ArchiveFigures.Of(item).Entries} entries");
        return words.Count == 0 ? "" : "  " + string.Join(", ", words);
    }

    private static void Line(TextWriter output, string name, string value) =>
        output.WriteLine($"  {name,-10} {string.Concat(value.Select(c => char.IsControl(c) ? '?' : c))}");
}
