using Chancery.Mail.Detection;
using Chancery.Mail.Inspection;
using Chancery.Mail.Labels;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

/// <summary>What the policy's detectors and label sources find in a mail.</summary>
internal static class ContentFacts
{
    public static Fact? Of(FactKey key, InspectedMail mail, MailContext context) => key.Name switch
    {
        "content" when key.Argument is { } asked => ContentRules.Of(context.Reading).Count(asked, mail.Text),
        "label" when context.Reading.Labels is { } terms => Judged(mail, terms, context).Label,
        "message.labelConflict" when context.Reading.Labels is { } terms => Judged(mail, terms, context).Conflict,
        "attachment.label" when key.Subject is { } part && context.Reading.Labels is { } terms => Attachment(part, mail, terms, context),
        _ => null,
    };

    private static LabelVerdict Judged(InspectedMail mail, Policy.Reading.LabelTerms terms, MailContext context) =>
        mail.LabelVerdict is { } known && ReferenceEquals(mail.LabelTerms, terms) ? known : Keep(mail, terms, LabelJudge.Of(mail, terms, context));

    private static LabelVerdict Keep(InspectedMail mail, Policy.Reading.LabelTerms terms, LabelVerdict verdict)
    {
        (mail.LabelVerdict, mail.LabelTerms) = (verdict, terms);
        return verdict;
    }

    private static Fact? Attachment(string part, InspectedMail mail, Policy.Reading.LabelTerms terms, MailContext context) =>
        mail.Attachments.FirstOrDefault(attachment => attachment.Number == part) is { } attachment ? LabelJudge.Of(attachment, mail, terms, context) : null;
}
