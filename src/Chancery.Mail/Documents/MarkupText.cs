using System.Xml;
using Chancery.Mail.Documents.Html;

namespace Chancery.Mail.Documents;

/// <summary>XML of any kind: its character data and the attributes that people read. What is not well-formed is read as HTML is.</summary>
internal static class MarkupText
{
    private static readonly HashSet<string> Told = new(StringComparer.OrdinalIgnoreCase) { "title", "alt", "label", "value", "description", "displayname", "extension" };

    public static DocumentReading Read(byte[] octets, string? charset, TextSink sink)
    {
        try
        {
            using var xml = SafeXml.Open(new MemoryStream(octets, writable: false));
            while (xml.Read()) Node(xml, sink);
            return DocumentReading.Of(sink.ToString());
        }
        catch (XmlException)
        {
            // A document type could bring entities, so this was not expanded; what stands in the text is read all the same.
            var html = HtmlText.Read(octets, charset, sink.Budget);
            return octets.AsSpan().IndexOf("<!ENTITY"u8) >= 0 ? html with { Unread = "it declares entities" } : html;
        }
    }

    private static void Node(XmlReader xml, TextSink sink)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                sink.Append(xml.Value);
                break;
            case XmlNodeType.Element:
                sink.Line();
                for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
                    if (Told.Contains(xml.LocalName))
                    {
                        sink.Append(xml.Value);
                        sink.Line();
                    }
                break;
            case XmlNodeType.EndElement:
                sink.Line();
                break;
            default:
                break;
        }
    }
}
