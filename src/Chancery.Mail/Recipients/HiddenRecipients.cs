using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Recipients;

/// <summary>Recipients of the envelope that no To or Cc field names (language, R14).</summary>
public static class HiddenRecipients
{
    /// <summary>As the envelope writes them, in its order.</summary>
    public static IReadOnlyList<string> Of(Envelope envelope, InspectedMail mail)
    {
        HashSet<string> named = [.. mail.To, .. mail.Cc];
        return [.. envelope.Recipients.Where(recipient => !named.Contains(MailAddress.NormaliseOrLower(recipient)))];
    }
}
