using System.Text;
using Chancery.Mail.Addresses;

namespace Chancery.Mail.Text;

/// <summary>Names of attachments as rules and people see them: a base name without a path, nothing invisible, nothing reordering.</summary>
public static class FileName
{
    /// <summary>UTF-16 units, the extension included.</summary>
    public const int MaxLength = 200;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>Safe as a base name on any system, those with names of devices too; empty if nothing of the name is left.</summary>
    public static string Safe(string name) => Shown(name) is var shown && IsDevice(shown) ? Shorten("_" + shown) : shown;

    /// <summary>As rules and people see it.</summary>
    public static string Shown(string name)
    {
        var visible = new StringBuilder(name.Length);
        foreach (var c in name)
            if (!UnsafeText.BreaksLine(c) && !UnsafeText.Reorders(c) && c is not ('\uFEFF' or '\u200B')) visible.Append(c);
        var text = Nfc.Normalise(visible.ToString());
        var baseName = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        // A drive letter or an alternate data stream of Windows.
        var plain = string.Concat(baseName.Select(c => c is ':' or '*' or '?' or '"' or '<' or '>' or '|' ? '_' : c)).Trim(' ').TrimEnd('.', ' ');
        return Shorten(plain is "." or ".." ? "" : plain);
    }

    /// <summary>Lower case without the dot; empty if there is none.</summary>
    public static string Extension(string safeName)
    {
        var dot = safeName.LastIndexOf('.');
        return dot < 0 ? "" : safeName[(dot + 1)..].Trim().ToLowerInvariant();
    }

    private static bool IsDevice(string name) => Devices.Contains(name.Split('.')[0].TrimEnd());

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength) return name;
        var dot = name.LastIndexOf('.');
        var tail = dot >= 0 && name.Length - dot <= 20 ? name[dot..] : "";
        var head = name[..(MaxLength - tail.Length)];
        return ((char.IsHighSurrogate(head[^1]) ? head[..^1] : head) + tail).TrimEnd('.', ' ');
    }
}
