using Chancery.Mail.Detection;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Labels;

/// <summary>Labels of header, subject and text. Labels within attachments are not looked into here.</summary>
public static class MailLabels
{
    /// <exception cref="IOException">The original cannot be read.</exception>
    public static IReadOnlyList<MailLabel> Of(InspectedMail mail, MailText text) =>
    [
        .. mail.HeaderValues("msip_labels").SelectMany(PurviewLabels.Of)
            .Concat(FieldLabels.Of(mail))
            .Concat(TextMarkings.Of(mail.Subject, "subject"))
            .Concat(TextMarkings.Of(text.Body, "body"))
            .Distinct(),
    ];
}
