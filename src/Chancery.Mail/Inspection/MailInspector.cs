using System.Text;
using Chancery.Mail.Headers;
using Chancery.Mail.Structure;

namespace Chancery.Mail.Inspection;

/// <summary>Looks into a message. Whatever the message contains, there is a result.</summary>
public static class MailInspector
{
    // Old charsets (windows-1252, iso-2022-jp, …) are not known to the runtime without this.
    static MailInspector() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="original">Seekable; owned by the result from now on.</param>
    /// <exception cref="IOException">The stream failed; it stays the caller's.</exception>
    public static InspectedMail Inspect(Stream original, InspectionLimits limits)
    {
        var header = RawHeaderBlock.Read(original, limits.HeaderBytes);
        var structure = header.MessageLength == 0 ? new MailStructure(null, null, [])
            : header.OverLimit ? new MailStructure(null, "the header is over the limit", [])
            : StructureReader.Read(original, limits);
        var crypto = CryptoStructure.Of(structure.Root, original);
        IReadOnlyList<string> malformed = [.. MalformedHeader.Of(header, limits).Concat(structure.Faults).Distinct()];
        return new InspectedMail(original, header, structure, crypto)
        {
            Limits = limits,
            Malformed = malformed,
            Problems = [.. malformed, .. Problems(header)],
        };
    }

    private static IEnumerable<string> Problems(RawHeaderBlock header)
    {
        if (header.MessageLength == 0) yield return "the message is empty";
        else if (!header.Named("From").Any()) yield return "no From field";
        if (header.Faults.HasFlag(HeaderFault.MboxFromLine)) yield return "an mbox From line before the header";
        foreach (var name in (string[])["From", "Sender", "To", "Cc"])
            if (HeaderAddresses.IsUnreadable(header, name)) yield return $"the {name} field cannot be read";
    }
}
