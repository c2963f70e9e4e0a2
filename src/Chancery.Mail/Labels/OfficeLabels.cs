using System.Xml;
using Chancery.Mail.Contents;
using Chancery.Mail.Documents;

namespace Chancery.Mail.Labels;

/// <summary>
/// Labels of Office files: the part LabelInfo.xml, which overrules the custom properties of the same document (MS-OFFCRYPTO section
/// 2.6, language R42), else docProps/custom.xml.
/// </summary>
internal static class OfficeLabels
{
    private const string LabelPart = "docMetadata/LabelInfo.xml", PropertyPart = "docProps/custom.xml";
    private const string LabelRelation = "/relationships/classificationlabels", PropertyRelation = "/relationships/custom-properties";

    public static LabelFindings Of(ContentItem item, string where)
    {
        if (item.PiecesUnseen is { } reason && item.Pieces.Count == 0) return LabelFindings.Unreadable(reason);
        var relations = Relations(item);
        var properties = Piece(item, relations, PropertyRelation, PropertyPart) is { } custom ? Properties(custom) : [];
        var own = PurviewLabels.Of(properties, where).ToList();
        if (Piece(item, relations, LabelRelation, LabelPart) is not { } info) return new LabelFindings(own, item.PiecesUnseen);
        var stated = Stated(info, where);
        // Names stand in the custom properties only.
        IEnumerable<MailLabel> named = stated.Enabled.Select(label => label with { Name = own.FirstOrDefault(known => known.Id == label.Id)?.Name });
        return new LabelFindings([.. named], item.PiecesUnseen);
    }

    /// <summary>The labels of a label list: enabled and not removed.</summary>
    public static (IReadOnlyList<MailLabel> Enabled, int Count) Stated(Stream content, string where)
    {
        List<MailLabel> enabled = [];
        var count = 0;
        using var xml = SafeXml.Open(content);
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "label" } || PurviewLabels.GuidOf(xml.GetAttribute("id")) is not { } id) continue;
            count++;
            if (IsTrue(xml.GetAttribute("enabled")) && !IsTrue(xml.GetAttribute("removed")))
                enabled.Add(new MailLabel("purview", id, null, PurviewLabels.GuidOf(xml.GetAttribute("siteId")), where));
        }
        return (enabled, count);
    }

    private static (IReadOnlyList<MailLabel> Enabled, int Count) Stated(ContentItem piece, string where)
    {
        try
        {
            using var content = piece.Open();
            return Stated(content, where);
        }
        catch (XmlException)
        {
            throw UnreadableException.Broken();
        }
    }

    private static bool IsTrue(string? value) => value?.Trim() is "1" or "true" or "True" or "TRUE";

    private static List<(string Name, string Value)> Properties(ContentItem piece)
    {
        List<(string, string)> properties = [];
        try
        {
            using var xml = SafeXml.Open(piece.Open());
            var (name, value) = ("", "");
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "property" }) (name, value) = (xml.GetAttribute("name") ?? "", "");
                else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) value += xml.Value;
                else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "property" }) properties.Add((name, value));
            }
            return properties;
        }
        catch (XmlException)
        {
            throw UnreadableException.Broken();
        }
    }

    /// <summary>Types of the package's relationships and where they lead (ECMA-376 part 2, section 9.3).</summary>
    private static List<(string Type, string Target)> Relations(ContentItem item)
    {
        List<(string, string)> relations = [];
        if (Named(item, "_rels/.rels") is not { } piece) return relations;
        try
        {
            using var xml = SafeXml.Open(piece.Open());
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Type") is { } type && xml.GetAttribute("Target") is { } target)
                    relations.Add((type, target.TrimStart('/')));
            return relations;
        }
        catch (XmlException)
        {
            throw UnreadableException.Broken();
        }
    }

    /// <summary>By its relationship, else by its usual name.</summary>
    private static ContentItem? Piece(ContentItem item, List<(string Type, string Target)> relations, string relation, string usual)
    {
        var target = relations.FirstOrDefault(known => known.Type.EndsWith(relation, StringComparison.OrdinalIgnoreCase)).Target;
        var piece = (target is null ? null : Named(item, target)) ?? Named(item, usual);
        return piece is { Unreadable: { } reason } ? throw new UnreadableException(reason) : piece;
    }

    private static ContentItem? Named(ContentItem item, string name) =>
        item.Pieces.FirstOrDefault(piece => piece.Path.Equals($"{item.Path}/{name}", StringComparison.OrdinalIgnoreCase));
}
