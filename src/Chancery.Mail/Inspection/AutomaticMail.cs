using Chancery.Mail.Headers;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Inspection;

/// <summary>Marks of mail that a machine wrote (RFC 3834 section 5) and of answers.</summary>
public static class AutomaticMail
{
    private static readonly string[] AutoFields = ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"];

    private static readonly string[] AutoPrecedence = ["bulk", "junk", "auto_reply"];

    public static bool IsAutoSubmitted(RawHeaderBlock header) =>
        header.Texts("Auto-Submitted").Any(value => !Keyword(value).Equals("no", StringComparison.OrdinalIgnoreCase))
        || header.Texts("Precedence").Any(value => AutoPrecedence.Contains(value.ToLowerInvariant()))
        || AutoFields.Any(name => header.Named(name).Any());

    public static bool IsReply(RawHeaderBlock header, string subject) =>
        header.Named("In-Reply-To").Any() || SubjectMarks.IsReply(subject);

    private static string Keyword(string value) => value.Split(';', '(')[0].Trim();
}
