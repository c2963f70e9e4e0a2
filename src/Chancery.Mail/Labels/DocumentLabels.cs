using Chancery.Mail.Contents;
using Chancery.Mail.Documents;
using Chancery.Mail.Documents.Ole;
using Chancery.Mail.Headers;
using Chancery.Mail.Text;

namespace Chancery.Mail.Labels;

/// <summary>The labels that one content carries as properties: Office and OpenDocument files, PDF, compound files, attached messages.</summary>
internal static class DocumentLabels
{
    private const int HeaderBytes = 256_000;

    /// <exception cref="IOException">The original cannot be read.</exception>
    public static LabelFindings Of(ContentItem item)
    {
        if (item.Role == ContentRole.Body) return LabelFindings.None;
        var own = Own(item);
        // A document may be an archive as well.
        return item.IsContainer ? own with { Unread = own.Unread ?? item.Unseen } : own;
    }

    private static LabelFindings Own(ContentItem item)
    {
        var where = "attachment:" + item.Path;
        try
        {
            return item.Type switch
            {
                "eml" => Message(item, where),
                "docx" or "xlsx" or "xlsb" or "pptx" or "vsdx" => Office(item, where),
                "odt" or "ods" or "odp" or "odg" => item.Unreadable is { } reason ? LabelFindings.Unreadable(reason) : OpenDocumentLabels.Of(item, where),
                "pdf" => item.Unreadable is { } reason ? LabelFindings.Unreadable(reason) : PdfLabels.Of(item, where),
                "doc" or "xls" or "ppt" or "ole" => item.Unreadable is { } reason ? LabelFindings.Unreadable(reason) : OleLabels.Of(Octets(item), where),
                "smime" or "pgp" when item.Encrypted.Value == true => LabelFindings.Unreadable("it is encrypted"),
                "unknown" when item.Unreadable is { } reason => LabelFindings.Unreadable(reason),
                _ => LabelFindings.None,
            };
        }
        catch (Exception reason) when (reason is UnreadableException or ContentException)
        {
            return LabelFindings.Unreadable(reason.Message);
        }
        catch (Exception damage) when (damage is not (IOException or OutOfMemoryException))
        {
            return LabelFindings.Unreadable("it is damaged");
        }
    }

    private static LabelFindings Message(ContentItem item, string where)
    {
        if (item.Unreadable is { } reason) return LabelFindings.Unreadable(reason);
        using var content = item.Open();
        var header = RawHeaderBlock.Read(content, HeaderBytes);
        var labels = HeaderLabels.Of(name => HeaderText.DecodeAll(header, name), header.Fields.Select(field => field.Name), where);
        return new LabelFindings([.. labels.Distinct()], header.OverLimit ? "the header is over the limit" : null);
    }

    /// <summary>An encrypted file is a compound file; its label may stand outside of what is encrypted (MS-OFFCRYPTO section 2.2.11).</summary>
    private static LabelFindings Office(ContentItem item, string where)
    {
        if (item.Unreadable is { } reason) return LabelFindings.Unreadable(reason);
        Span<byte> start = stackalloc byte[8];
        using (var content = item.Open())
            start = start[..content.ReadAtLeast(start, 8, throwOnEndOfStream: false)];
        return CompoundFile.Is(start) ? OleLabels.Of(Octets(item), where) : OfficeLabels.Of(item, where);
    }

    private static byte[] Octets(ContentItem item) => Documents.Octets.Of(item.Open, new ReadingBudget(item.Mail.Budget.Limits));
}
