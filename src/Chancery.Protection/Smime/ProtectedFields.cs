using System.Text;
using Chancery.Mail.Headers;

namespace Chancery.Protection.Smime;

/// <summary>
/// Header protection when a message is made (RFC 9788): the fields that say something of the message stand inside too, and of an
/// encrypted one the subject stands nowhere else (policy <c>hcp_baseline</c>).
/// </summary>
internal sealed record ProtectedFields(byte[] Outer, byte[] Inner)
{
    private const string Hidden = "[...]";

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Keywords", "Comments",
    };

    /// <param name="contentFields">Those of the entity, as they move inside.</param>
    /// <param name="encrypted">Else the fields are only signed.</param>
    public static ProtectedFields Of(RawHeaderBlock header, byte[] outer, IEnumerable<RawField> contentFields, bool encrypted)
    {
        using var inner = new MemoryStream();
        var kept = header.Fields.Where(field => Names.Contains(field.Name)).ToList();
        foreach (var field in kept)
            inner.Write(header.Octets(field));
        using var shown = new MemoryStream();
        if (encrypted)
        {
            foreach (var field in header.Fields.Where(field => !IsContent(field)))
            {
                var octets = OutsideOf(header, field);
                shown.Write(octets);
                if (octets.Length > 0 && Names.Contains(field.Name))
                    inner.Write([.. "HP-Outer: "u8, .. octets]);
            }
        }

        WriteContent(header, contentFields, encrypted, inner);
        return new ProtectedFields(encrypted ? shown.ToArray() : outer, inner.ToArray());
    }

    private static byte[] OutsideOf(RawHeaderBlock header, RawField field) =>
        field.Is("Subject") ? Encoding.ASCII.GetBytes($"Subject: {Hidden}{header.NewLine}")
        : field.Is("Keywords") || field.Is("Comments") ? []
        : header.Octets(field).ToArray();

    private static void WriteContent(RawHeaderBlock header, IEnumerable<RawField> contentFields, bool encrypted, MemoryStream inner)
    {
        var (mark, marked) = (encrypted ? "cipher" : "clear", false);
        foreach (var field in contentFields)
        {
            var octets = header.Octets(field);
            if (!field.Is("Content-Type") || marked)
            {
                inner.Write(octets);
                continue;
            }

            inner.Write(octets.TrimEnd("; \t\r\n"u8));
            inner.Write(Encoding.ASCII.GetBytes($";{header.NewLine} hp=\"{mark}\"{header.NewLine}"));
            marked = true;
        }

        if (!marked)
            inner.Write(Encoding.ASCII.GetBytes($"Content-Type: text/plain; charset=\"us-ascii\"; hp=\"{mark}\"{header.NewLine}"));
    }

    private static bool IsContent(RawField field) => field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || field.Is("MIME-Version");
}
