using System.Xml;
using Chancery.Mail.Contents;
using Chancery.Mail.Documents;
using Chancery.Mail.Documents.Pdf;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace Chancery.Mail.Labels;

/// <summary>Labels of PDF files: entries of the information dictionary, and of XMP (ISO 32000-1 section 14.3).</summary>
internal static class PdfLabels
{
    private const string Prefix = "MSIP_Label_";

    public static LabelFindings Of(ContentItem item, string where)
    {
        var budget = new ReadingBudget(item.Mail.Budget.Limits);
        List<(string, string)> properties = [];
        string? unread = null;
        PdfFile.Read(Documents.Octets.Of(item.Open, budget), budget, (document, _) =>
        {
            Information(document, properties);
            unread = Metadata(document, properties);
        });
        return new LabelFindings([.. PurviewLabels.Of(properties, where)], unread);
    }

    private static void Information(PdfDocument document, List<(string, string)> properties)
    {
        if (document.Information.DocumentInformationDictionary is not { } entries) return;
        foreach (var (name, token) in entries.Data)
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Text(document, token) is { } value) properties.Add((name, value));
    }

    private static string? Text(PdfDocument document, IToken token) => token switch
    {
        StringToken text => text.Data,
        HexToken text => text.Data,
        NameToken text => text.Data,
        BooleanToken flag => flag.Data ? "true" : "false",
        NumericToken number => number.ToString(),
        IndirectReferenceToken reference => Text(document, document.Structure.GetObject(reference.Data).Data),
        _ => null,
    };

    private static string? Metadata(PdfDocument document, List<(string, string)> properties)
    {
        try
        {
            if (!document.TryGetXmpMetadata(out var metadata)) return null;
            using var xml = SafeXml.Open(new MemoryStream(metadata.GetXmlMemory().ToArray(), writable: false));
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                var (name, isEmpty) = (xml.LocalName, xml.IsEmptyElement);
                for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
                    if (IsLabel(xml.LocalName)) properties.Add((Name(xml.LocalName), xml.Value));
                xml.MoveToElement();
                if (IsLabel(name) && !isEmpty) properties.Add((Name(name), xml.ReadString()));
            }
            return null;
        }
        catch (XmlException)
        {
            // Only a label that stands there would be missed.
            return "its metadata are damaged";
        }
    }

    private static bool IsLabel(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adobe writes what no XML name may hold as \u2182 and four digits.</summary>
    private static string Name(string name) => name.Replace("\u2182002D", "-", StringComparison.OrdinalIgnoreCase).Replace("_x002d_", "-", StringComparison.OrdinalIgnoreCase);
}
