using Chancery.Mail.Headers;

namespace Chancery.Mail.Inspection;

/// <summary>What of a header section two readers may understand differently.</summary>
internal static class MalformedHeader
{
    /// <summary>Fields that RFC 5322 section 3.6 and RFC 2045 section 3 allow once.</summary>
    private static readonly string[] Once =
    [
        "From", "Sender", "To", "Cc", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
    ];

    private static readonly string[] AddressFields =
        ["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Resent-From", "Resent-Sender", "Resent-To", "Resent-Cc", "Resent-Bcc"];

    private static readonly (HeaderFault Fault, string Reason)[] Reasons =
    [
        (HeaderFault.OverLimit, "the header is over the limit"),
        (HeaderFault.GarbageLine, "a header line that is no field"),
        (HeaderFault.LoneCarriageReturn, "a CR without LF in the header"),
        (HeaderFault.Nul, "NUL in the header"),
        (HeaderFault.BlankContinuation, "a header line of white space only"),
        (HeaderFault.SpaceBeforeColon, "white space before a field's colon"),
    ];

    public static IEnumerable<string> Of(RawHeaderBlock header, InspectionLimits limits)
    {
        foreach (var (fault, reason) in Reasons)
            if (header.Faults.HasFlag(fault)) yield return reason;
        foreach (var name in Once)
            if (header.Named(name).Skip(1).Any()) yield return $"two {name} fields";
        if (header.Fields.Count > limits.HeaderFields) yield return "the number of header fields is over the limit";
        if (header.Fields.Any(field => field.Length > limits.FieldBytes)) yield return "a header field is over the limit";
        if (header.Fields.Any(field => field.Length > limits.HeaderLineBytes && LongestLine(header.Octets(field)) > limits.HeaderLineBytes)) yield return "a header line is over the limit";
        foreach (var reason in Lists(header, limits)) yield return reason;
    }

    private static IEnumerable<string> Lists(RawHeaderBlock header, InspectionLimits limits)
    {
        var counts = AddressFields.SelectMany(header.Named).Select(field => AddressCount.Of(Value(header, field))).ToList();
        if (counts.Sum(count => (long)count.Addresses) > limits.Addresses) yield return "the number of addresses is over the limit";
        if (counts.Any(count => count.GroupDepth > limits.GroupDepth)) yield return "groups of addresses within groups over the limit";
        if (header.Fields.Any(field => header.Octets(field).Count("=?"u8) > limits.EncodedWords)) yield return "the number of encoded words is over the limit";
    }

    /// <summary>Octets, line end included.</summary>
    private static int LongestLine(ReadOnlySpan<byte> octets)
    {
        var longest = 0;
        while (!octets.IsEmpty)
        {
            var length = octets.IndexOf((byte)'\n') + 1;
            length = length == 0 ? octets.Length : length;
            longest = Math.Max(longest, length);
            octets = octets[length..];
        }

        return longest;
    }

    private static ReadOnlySpan<byte> Value(RawHeaderBlock header, RawField field)
    {
        var octets = header.Octets(field);
        return octets[(octets.IndexOf((byte)':') + 1)..];
    }
}
