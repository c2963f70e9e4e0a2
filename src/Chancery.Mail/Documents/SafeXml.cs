using System.Xml;

namespace Chancery.Mail.Documents;

/// <summary>Reads XML that strangers wrote: no document type, no external entity, bounded.</summary>
internal static class SafeXml
{
    public const int MaxCharacters = 64 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = true,
    };

    public static XmlReader Open(Stream content) => XmlReader.Create(content, Settings);
}
