using System.Text;
using Chancery.Mail.Formats;
using MimeKit.IO;
using MimeKit.Tnef;

namespace Chancery.Mail.Contents.Messages;

/// <summary>The winmail.dat of Outlook (MS-OXTNEF): attachments, and the bodies that it may carry.</summary>
internal sealed class TnefContainer(Stream content) : Container(content)
{
    private const uint AttachBegin = 0x0006_9002, AttachTitle = 0x0001_8010, AttachData = 0x0006_800F, AttachProperties = 0x0006_9005;
    private const uint MessageProperties = 0x0006_9003;
    private const int Signature = 6, AttributeHeader = 9, Checksum = 2, LongestName = 4096;

    public override IEnumerable<ContainerEntry> Entries()
    {
        TnefFile? file = null;
        var at = (long)Signature;
        while (TnefAttribute.At(Content, at) is { } attribute)
        {
            if (at + AttributeHeader + attribute.Length > Content.Length)
            {
                Unseen = Damage.CutOff;
                break;
            }
            var data = new SubRange(Content, at + AttributeHeader, attribute.Length);
            at += AttributeHeader + attribute.Length + Checksum;
            if (attribute.Id == AttachBegin)
            {
                if (file is not null) yield return file.Entry();
                file = new TnefFile();
            }
            else if (attribute.Id == AttachTitle && file is not null) file.Title = Title(data);
            else if (attribute.Id == AttachData && file is not null) file.Data = data;
            else if (attribute.Id == AttachProperties && file is not null) file.Take(MapiProperties.Read(data));
            else if (attribute.Id == MessageProperties)
                foreach (var body in Bodies(MapiProperties.Read(data))) yield return body;
        }
        if (file is not null) yield return file.Entry();
    }

    private static string Title(Stream data)
    {
        var octets = new byte[(int)Math.Min(data.Length, LongestName)];
        data.ReadExactly(octets);
        return Encoding.Latin1.GetString(octets).Split('\0')[0];
    }

    /// <summary>They are the message itself, once more and in other words.</summary>
    private static IEnumerable<ContainerEntry> Bodies(IReadOnlyList<MapiProperty> properties)
    {
        foreach (var property in properties)
        {
            var entry = property.Id switch
            {
                MapiProperty.Body => new ContainerEntry("body.txt", property.Open) { DeclaredType = "text/plain", Type = "text", Charset = property.IsUnicode ? "utf-16le" : null },
                MapiProperty.Html => new ContainerEntry("body.html", property.Open) { DeclaredType = "text/html", Type = "html", Charset = property.IsUnicode ? "utf-16le" : null },
                MapiProperty.CompressedRtf => new ContainerEntry("body.rtf", () => Rtf(property.Open())) { DeclaredType = "application/rtf" },
                _ => null,
            };
            if (entry is not null) yield return entry with { Inline = true, Role = ContentRole.Body };
        }
    }

    internal static Stream Rtf(Stream compressed)
    {
        var filtered = new FilteredStream(compressed);
        filtered.Add(new RtfCompressedToRtf());
        return filtered;
    }
}
