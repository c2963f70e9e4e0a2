using Chancery.Mail.Addresses;
using Chancery.Mail.Headers;
using MimeKit;

namespace Chancery.Engine.Deliver.Signing;

/// <summary>The domain in whose name a message speaks.</summary>
internal static class AuthorDomain
{
    /// <summary>A-labels in lower case; null unless there is one From field whose addresses are all of one domain.</summary>
    public static string? Of(RawHeaderBlock header)
    {
        if (header.Texts("From").ToList() is not [var value] || !InternetAddressList.TryParse(value, out var list))
            return null;
        var domains = list.Mailboxes.Select(mailbox => MailAddress.TryParse(mailbox.Address, out var address) ? address.Domain : "").Distinct(StringComparer.Ordinal).ToList();
        return domains is [{ Length: > 0 } only] ? only : null;
    }
}
