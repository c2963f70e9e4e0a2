using System.Diagnostics.CodeAnalysis;
using Chancery.Mail.Addresses;
using Chancery.Mail.Headers;
using MimeKit;

namespace Chancery.Mail.Inspection;

/// <summary>The mailboxes of address fields (RFC 5322 section 3.4), groups resolved.</summary>
internal static class HeaderAddresses
{
    /// <summary>In normal form, in the order of the fields, each once; what has no valid address is kept in lower case.</summary>
    public static IReadOnlyList<string> Of(RawHeaderBlock header, string name) =>
        [.. header.Named(name).SelectMany(field => Mailboxes(header, field)).Distinct()];

    /// <summary>Addresses the fields hold more of than can be read, or text that is no address.</summary>
    public static bool IsUnreadable(RawHeaderBlock header, string name) =>
        header.Named(name).Any(field => header.Text(field).Length > 0 && !Parse(header, field, out _));

    private static IEnumerable<string> Mailboxes(RawHeaderBlock header, RawField field) =>
        Parse(header, field, out var list)
            ? list.Mailboxes.Select(mailbox => mailbox.Address).Where(address => !string.IsNullOrWhiteSpace(address))
                .Select(MailAddress.NormaliseOrLower)
            : [];

    private static bool Parse(RawHeaderBlock header, RawField field, [NotNullWhen(true)] out InternetAddressList? list)
    {
        var octets = header.Octets(field);
        var value = octets[(octets.IndexOf((byte)':') + 1)..];
        return InternetAddressList.TryParse(ParserOptions.Default, value.ToArray(), out list);
    }
}
