using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.CostClass;
using static Chancery.Policy.Registry.FactLevel;
using static Chancery.Policy.Registry.FactTrust;
using static Chancery.Policy.Registry.FactType;
using static Chancery.Policy.Registry.Masking;

namespace Chancery.Policy.Registry.FactTables;

/// <summary>What is known of one attachment; rules write these names inside <c>attachment.any</c>, <c>.all</c> and <c>.none</c>.</summary>
internal static class AttachmentFacts
{
    private static readonly Help Unreadable = new("it is truncated, broken or encrypted", "er ist abgeschnitten, beschädigt oder verschlüsselt");
    private static readonly Help Limit = new("a limit was reached while looking into it", "beim Prüfen wurde eine Grenze erreicht");

    public static IReadOnlyList<FactDescriptor> All { get; } =
    [
        new("attachment.type", Attachment, Text, C3, "type by content: pdf, docx, dicom, step, zip, …", "Typ nach Inhalt: pdf, docx, dicom, step, zip, …", Trust: Outsider) { Masking = P0, Unknown = Unreadable },
        new("attachment.declaredType", Attachment, Text, C1, "media type as declared", "angegebener Medientyp", Trust: Outsider) { Masking = P1 },
        new("attachment.name", Attachment, Text, C1, "file name", "Dateiname", Trust: Outsider) { Masking = P3 },
        new("attachment.ext", Attachment, Text, C1, "extension of the file name", "Dateiendung", Trust: Outsider) { Masking = P1 },
        new("attachment.typeMismatch", Attachment, Flag, C3, "the content contradicts the name", "der Inhalt widerspricht dem Namen", Trust: Outsider) { Masking = P0, Unknown = Unreadable },
        new("attachment.size", Attachment, Size, C1, "decoded octets", "Größe dekodiert", Trust: Outsider) { Masking = P2 },
        new("attachment.inline", Attachment, Flag, C1, "shown inside the text", "im Text dargestellt", Trust: Outsider) { Masking = P0 },
        new("attachment.encrypted", Attachment, Flag, C3, "encrypted: needs a password, unless it is `inspectable` all the same (a PDF that only its owner locked)", "verschlüsselt: braucht ein Kennwort, es sei denn, es ist trotzdem `inspectable` (ein PDF, das nur sein Eigentümer gesperrt hat)", Source: FactSource.Content) { Masking = P0, Unknown = Limit },
        new("attachment.inspectable", Attachment, Flag, C3, "could be looked into: neither encrypted nor too deep, too big or unsupported", "ließ sich prüfen: weder verschlüsselt noch zu tief, zu groß oder nicht unterstützt", Source: FactSource.Content) { Masking = P0, Unknown = Limit },
        new("attachment.macro", Attachment, Flag, C3, "has macros", "enthält Makros", Source: FactSource.Content) { Masking = P0, Unknown = Limit },
        new("attachment.active", Attachment, Flag, C3, "does something when it is opened: a program, macros, scripts, actions or files inside a PDF", "tut etwas, wenn man es öffnet: ein Programm, Makros, Skripte, Aktionen oder Dateien in einem PDF", Source: FactSource.Content) { Masking = P0, Unknown = Limit },
        new("attachment.label", Attachment, Ranked, C3, "label of the document", "Klassifizierung des Dokuments", Source: FactSource.Content) { Masking = P0, Unknown = Limit },
        new("attachment.archive.depth", Attachment, Number, C3, "how deep archives lie in it", "wie tief Archive darin liegen", Source: FactSource.Content) { Masking = P0, Unknown = Limit },
        new("attachment.archive.entries", Attachment, Number, C3, "how many entries it has", "wie viele Einträge es hat", Source: FactSource.Content) { Masking = P0, Unknown = Limit },
        new("attachment.archive.ratio", Attachment, Number, C3, "how many times larger it unpacks", "um das Wievielfache es beim Entpacken wächst", Source: FactSource.Content) { Masking = P0, Unknown = Limit },
        new("attachment.archive.contains", Attachment, Set, C3, "an entry of the archive for which this holds", "ein Eintrag des Archivs, für den dies zutrifft", Source: FactSource.Content) { Masking = P0, Unknown = Limit, Form = Forms.AttachmentCondition },
    ];
}
