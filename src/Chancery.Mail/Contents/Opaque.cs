namespace Chancery.Mail.Contents;

/// <summary>Types in which nothing is looked for: no text, no entries, no label.</summary>
internal static class Opaque
{
    private static readonly HashSet<string> Types =
    [
        "png", "jpeg", "gif", "bmp", "tiff", "webp", "heic", "avif", "ico", "psd", "jp2", "dicom", "stl", "jt", "dwg",
        "mp3", "mp4", "mov", "avi", "mkv", "wav", "ogg", "flac", "aac", "wma", "wmv", "mpeg", "flv",
        "exe", "elf", "macho", "class", "wasm", "dex", "font", "sqlite",
    ];

    public static bool Is(string type) => Types.Contains(type);
}
