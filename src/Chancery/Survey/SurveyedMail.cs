using Chancery.Mail.Addresses;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Labels;

namespace Chancery.Host.Survey;

/// <summary>What an inventory keeps of one mail: nothing of its text, and of a detector's hits only how many.</summary>
internal sealed record SurveyedMail(string From, IReadOnlyList<string> To, long Size, DateTimeOffset? Date)
{
    public IReadOnlyList<string> Labels { get; private init; } = [];

    public IReadOnlyList<string> Tags { get; private init; } = [];

    public IReadOnlyList<SurveyedAttachment> Attachments { get; private init; } = [];

    public IReadOnlyList<(string Detector, int Hits)> Detectors { get; private init; } = [];

    public string? Signed { get; private init; }

    public string? Encrypted { get; private init; }

    /// <summary>Text or attachments could not be read completely.</summary>
    public bool IsPartly { get; private init; }

    /// <exception cref="IOException">The mail cannot be read.</exception>
    public static SurveyedMail Of(InspectedMail mail)
    {
        return new SurveyedMail(mail.From is [var author, ..] ? author : mail.Sender ?? "", [.. mail.To.Concat(mail.Cc).Distinct()], mail.Size, mail.Date)
        {
            Labels = [.. MailLabels.Of(mail).Labels.Select(label => $"{label.Scheme}: {(string.IsNullOrEmpty(label.Name) ? label.Id : label.Name)}").Distinct()],
            Tags = mail.Tags,
            Attachments = [.. mail.Attachments.Where(attachment => !attachment.Inline).Select(SurveyedAttachment.Of)],
            Detectors = [.. InspectDetectors.Hits(mail, null).Where(found => found.Value > 0).Select(found => (found.Key, (int)found.Value))],
            Signed = NameOf(mail.Crypto.Signed),
            Encrypted = NameOf(mail.Crypto.Encrypted),
            IsPartly = mail.Text.Unread is not null || mail.AttachmentsUnknown is not null,
        };
    }

    /// <summary>Lower case; <c>?</c> for what is no address.</summary>
    public static string DomainOf(string address) => MailAddress.TryParse(address, out var parsed) ? parsed.Domain.ToLowerInvariant() : "?";

    private static string? NameOf(CryptoKind? kind) => kind switch { null => null, CryptoKind.Pgp => "pgp", _ => "smime" };
}

internal sealed record SurveyedAttachment(string Type, long Size, bool Mismatch, bool Encrypted, bool Macro)
{
    public static SurveyedAttachment Of(MailAttachment attachment)
    {
        var content = attachment.Content;
        return new SurveyedAttachment(content.Type, content.Size ?? 0, content.TypeMismatch, content.Encrypted.Value == true, content.Macro.Value == true);
    }
}
