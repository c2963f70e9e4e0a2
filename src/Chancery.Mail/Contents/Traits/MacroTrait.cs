using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Traits;

/// <summary>Whether a document carries code of its own: VBA, Excel 4 macro sheets, Basic. Of a container, whether anything in it does.</summary>
internal static class MacroTrait
{
    private const int Globals = 1024 * 1024;

    public static Finding Of(ContentItem item) => item.Type switch
    {
        _ when item.IsContainer => Inside(item),
        "docx" or "xlsx" or "xlsb" or "pptx" or "vsdx" => CompoundFile.Is(item.Sample().Head) ? Finding.Not(Damage.Encrypted) : Package(item),
        "odt" or "ods" or "odp" or "odg" => OpenDocument(item),
        "doc" or "xls" or "ppt" or "ole" or "vsd" or "pub" or "mpp" => Compound(item),
        "unknown" => item.Size == 0 ? Finding.No : Finding.Not(item.Unreadable ?? "its type is not known"),
        "smime" or "pgp" or "p12" or "kdbx" => Encrypted(item),
        "wpd" or "mdb" or "one" or "pst" or "hwp" => Finding.Not("not looked for in this type"),
        _ => item.Unreadable is { } reason ? Finding.Not(reason) : Finding.No,
    };

    private static Finding Inside(ContentItem item)
    {
        var unknown = item.Unseen;
        foreach (var entry in item.Entries)
        {
            var macro = entry.Macro;
            if (macro.Value == true) return macro;
            unknown ??= macro.Unknown;
        }
        return unknown is null ? Finding.No : Finding.Not(unknown);
    }

    private static Finding Encrypted(ContentItem item) => item.Encrypted.Value == false ? Finding.No : Finding.Not(item.Encrypted.Unknown ?? Damage.Encrypted);

    /// <summary>By the names of the parts and, as names are free, by the types that the package gives them (ECMA-376 part 2).</summary>
    private static Finding Package(ContentItem item)
    {
        if (item.Pieces.Any(piece => IsMacroPart(piece.Path))) return Finding.Yes;
        if (item.PiecesUnseen is { } unseen) return Finding.Not(unseen);
        if (item.Pieces.FirstOrDefault(piece => piece.Path.EndsWith("/[Content_Types].xml", StringComparison.OrdinalIgnoreCase)) is not { } types) return Finding.No;
        var vba = Octets.Contains(types, "vnd.ms-office.vbaProject"u8);
        return vba.Value == false ? Octets.Contains(types, "macrosheet+xml"u8) : vba;
    }

    private static bool IsMacroPart(string path) =>
        path.EndsWith("/vbaProject.bin", StringComparison.OrdinalIgnoreCase) || path.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A module of Basic or a script; the mere libraries are in every file of some programs.</summary>
    private static Finding OpenDocument(ContentItem item)
    {
        if (item.Pieces.Any(piece => IsModule(piece.Path[(item.Path.Length + 1)..]))) return Finding.Yes;
        return item.PiecesUnseen is { } unseen ? Finding.Not(unseen) : Finding.No;
    }

    private static bool IsModule(string name) =>
        name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith("script-lc.xml", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("script-lb.xml", StringComparison.OrdinalIgnoreCase));

    private static Finding Compound(ContentItem item)
    {
        if (item.Unreadable is { } reason) return Finding.Not(reason);
        using var content = item.Open();
        Span<byte> start = stackalloc byte[8];
        content.ReadAtLeast(start, 8, throwOnEndOfStream: false);
        // Excel 2 to 4: a file is one sheet, which may be one of macros.
        if (!CompoundFile.Is(start)) return Finding.Of(start[6] == 0x40);
        var file = CompoundFile.Open(content);
        if (file.Find("EncryptedPackage") is not null) return Finding.Not(Damage.Encrypted);
        var vba = file.Entries.Any(entry => entry.Name.Equals("_VBA_PROJECT", StringComparison.OrdinalIgnoreCase) || entry.Name.Equals("_VBA_PROJECT_CUR", StringComparison.OrdinalIgnoreCase));
        return Finding.Of(vba || Biff.HasMacroSheet(file.Start("Workbook", Globals)) || Biff.HasMacroSheet(file.Start("Book", Globals)) || HasPowerPointCode(file));
    }

    /// <summary>PowerPoint keeps the project packed within its document; the atom VBAInfo tells of it: container, atom, reference, <c>fHasMacros</c> (MS-PPT 2.4.10).</summary>
    private static bool HasPowerPointCode(CompoundFile file)
    {
        ReadOnlySpan<byte> container = [0x1F, 0x00, 0xFF, 0x03, 0x14, 0x00, 0x00, 0x00];
        const int HasMacros = 8 + 8 + 4;
        var document = file.Start("PowerPoint Document", 32 * Globals).AsSpan();
        for (var at = document.IndexOf(container); at >= 0; at = document.IndexOf(container))
        {
            document = document[at..];
            if (document.Length > HasMacros && document[HasMacros] != 0) return true;
            document = document[container.Length..];
        }
        return false;
    }
}
