using System.Diagnostics.CodeAnalysis;
using Chancery.Mail.Addresses;
using Chancery.Mail.Headers;
using MimeKit;

namespace Chancery.Mail.Inspection;

/// <summary>The mailboxes of address fields (RFC 5322 section 3.4), groups resolved.</summary>
public static class HeaderAddresses
{
    /// <summary>In normal form, in the order of the fields, each once. What is no valid address is left out.</summary>
    public static IReadOnlyList<string> Of(RawHeaderBlock header, string name) =>
        [.. header.Named(name).SelectMany(field => Addresses(header, field)).Select(address => address.Normalised).Distinct()];

    /// <summary>Every mailbox of the fields of this name; null if any of them is not to be read as a list of valid addresses.</summary>
    public static IReadOnlyList<string>? AllOf(RawHeaderBlock header, string name)
    {
        var all = new List<string>();
        foreach (var field in header.Named(name))
        {
            if (!Parse(header, field, out var list))
                return null;
            foreach (var mailbox in list.Mailboxes)
            {
                if (!MailAddress.TryParse(mailbox.Address, out var address))
                    return null;
                all.Add(address.Normalised);
            }
        }

        return [.. all.Distinct()];
    }

    /// <summary>A field holds text and yields no list.</summary>
    public static bool IsUnreadable(RawHeaderBlock header, string name) =>
        header.Named(name).Any(field => header.Text(field).Length > 0 && !Parse(header, field, out _));

    private static IEnumerable<MailAddress> Addresses(RawHeaderBlock header, RawField field)
    {
        if (!Parse(header, field, out var list)) yield break;
        foreach (var mailbox in list.Mailboxes)
            if (MailAddress.TryParse(mailbox.Address, out var address)) yield return address;
    }

    private static bool Parse(RawHeaderBlock header, RawField field, [NotNullWhen(true)] out InternetAddressList? list)
    {
        var octets = header.Octets(field);
        var value = octets[(octets.IndexOf((byte)':') + 1)..].ToArray();
        if (InternetAddressList.TryParse(ParserOptions.Default, value, out list)) return true;
        // Some programs separate by semicolons, which RFC 5322 knows only at the end of a group.
        return !value.Contains((byte)':') && !value.Contains((byte)'"')
            && InternetAddressList.TryParse(ParserOptions.Default, [.. value.Select(c => c == ';' ? (byte)',' : c)], out list);
    }
}
