using System.Globalization;

namespace Chancery.Host.Settings;

/// <summary>Sizes (powers of 1000: KB, MB; of 1024: KiB, MiB) and durations (ms, s, m, h, d, w) as people write them.</summary>
internal static class Units
{
    private static readonly (string Unit, decimal Factor)[] Sizes =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    private static readonly (string Unit, decimal Factor)[] Durations =
        [("ms", 0.001m), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800)];

    /// <summary>Octets; a bare number counts octets.</summary>
    public static long? Size(string text) => Scaled(text, Sizes, bare: 1) is { } octets && octets == decimal.Truncate(octets) ? (long)octets : null;

    public static TimeSpan? Duration(string text) => Scaled(text, Durations, bare: null) is { } seconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;

    /// <summary>Unknown unit, negative or beyond ten years or 1000 TB: null.</summary>
    private static decimal? Scaled(string text, (string Unit, decimal Factor)[] units, decimal? bare)
    {
        text = text.Trim();
        var factor = bare;
        foreach (var (unit, value) in units)
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                (factor, text) = (value, text[..^unit.Length].TrimEnd());
                break;
            }

        return factor is { } f && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * f <= 1_000_000_000_000_000m
            ? number * f
            : null;
    }
}
