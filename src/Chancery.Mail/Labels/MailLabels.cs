using Chancery.Mail.Detection;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Labels;

/// <summary>Every label that a mail carries: in its header, subject and text, in its attachments and what lies in them.</summary>
public static class MailLabels
{
    /// <exception cref="IOException">The original cannot be read.</exception>
    public static LabelFindings Of(InspectedMail mail) => LabelFindings.Joined(
    [
        Header(mail),
        Attached(mail),
        Text(mail, MailText.InSubject),
        Text(mail, MailText.InBody),
        Text(mail, MailText.InAttachments),
    ]);

    internal static LabelFindings Header(InspectedMail mail) => mail.Header.OverLimit
        ? LabelFindings.Unreadable("the header is over the limit")
        : new LabelFindings([.. HeaderLabels.Of(mail.HeaderValues, mail.Header.Fields.Select(field => field.Name), "header").Distinct()], null);

    /// <summary>Labels that documents and attached messages carry as properties.</summary>
    internal static LabelFindings Attached(InspectedMail mail)
    {
        var all = LabelFindings.Joined(mail.Contents.All.Select(DocumentLabels.Of));
        return all with { Unread = mail.AttachmentsUnknown ?? all.Unread };
    }

    internal static LabelFindings Text(InspectedMail mail, string place)
    {
        var text = mail.Text.In(place);
        return new LabelFindings([.. text.Segments.SelectMany(segment => Markings(segment, Where(place, segment))).Distinct()], text.Unread);
    }

    internal static string Where(string place, TextSegment segment) => place switch
    {
        MailText.InSubject => "subject",
        MailText.InBody => "body",
        _ => "attachment:" + segment.Part,
    };

    internal static IEnumerable<MailLabel> Markings(TextSegment segment, string where) =>
        where == "subject" ? TextMarkings.Of(segment.Value, where).Concat(HeaderLabels.InSubject(segment.Value)) : TextMarkings.Of(segment.Value, where);
}
