using System.Xml;
using Chancery.Mail.Contents;
using Chancery.Mail.Documents;

namespace Chancery.Mail.Labels;

/// <summary>Labels that LibreOffice keeps as user-defined properties in meta.xml.</summary>
internal static class OpenDocumentLabels
{
    public static LabelFindings Of(ContentItem item, string where)
    {
        if (item.Encrypted.Value == true) return LabelFindings.Unreadable("it is encrypted");
        if (item.PiecesUnseen is { } reason && item.Pieces.Count == 0) return LabelFindings.Unreadable(reason);
        if (item.Pieces.FirstOrDefault(piece => piece.Path.Equals($"{item.Path}/meta.xml", StringComparison.OrdinalIgnoreCase)) is not { } meta) return LabelFindings.None;
        if (meta.Unreadable is { } damaged) return LabelFindings.Unreadable(damaged);
        try
        {
            List<(string, string)> properties = [];
            using var xml = SafeXml.Open(meta.Open());
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "user-defined", IsEmptyElement: false })
                    properties.Add((xml.GetAttribute("name", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0") ?? "", xml.ReadString()));
            return new LabelFindings([.. PurviewLabels.Of(properties, where)], item.PiecesUnseen);
        }
        catch (XmlException)
        {
            // An encrypted file's parts are no XML.
            return LabelFindings.Unreadable("it is damaged or encrypted");
        }
    }
}
