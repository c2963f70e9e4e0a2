namespace Chancery.Policy.Registry;

internal enum UnitKind { Size, Duration }

/// <param name="Factor">In octets, or in seconds.</param>
internal sealed record UnitDescriptor(string Name, UnitKind Kind, decimal Factor, string English, string German)
{
    public Help Help => new(English, German);
}

/// <summary>All units of the language (1.5).</summary>
internal static class UnitRegistry
{
    public static IReadOnlyList<UnitDescriptor> All { get; } =
    [
        new("B", UnitKind.Size, 1, "octets", "Oktette"),
        new("KB", UnitKind.Size, 1_000m, "1,000 octets", "1.000 Oktette"),
        new("MB", UnitKind.Size, 1_000_000m, "1,000,000 octets", "1.000.000 Oktette"),
        new("GB", UnitKind.Size, 1_000_000_000m, "10⁹ octets", "10⁹ Oktette"),
        new("TB", UnitKind.Size, 1_000_000_000_000m, "10¹² octets", "10¹² Oktette"),
        new("KiB", UnitKind.Size, 1L << 10, "1,024 octets", "1.024 Oktette"),
        new("MiB", UnitKind.Size, 1L << 20, "1,048,576 octets", "1.048.576 Oktette"),
        new("GiB", UnitKind.Size, 1L << 30, "2³⁰ octets", "2³⁰ Oktette"),
        new("TiB", UnitKind.Size, 1L << 40, "2⁴⁰ octets", "2⁴⁰ Oktette"),
        new("s", UnitKind.Duration, 1, "seconds", "Sekunden"),
        new("m", UnitKind.Duration, 60, "minutes", "Minuten"),
        new("h", UnitKind.Duration, 3_600, "hours", "Stunden"),
        new("d", UnitKind.Duration, 86_400, "days of 24 hours", "Tage zu 24 Stunden"),
        new("w", UnitKind.Duration, 604_800, "weeks of 7 days", "Wochen zu 7 Tagen"),
        new("y", UnitKind.Duration, 31_536_000, "years of 365 days", "Jahre zu 365 Tagen"),
    ];

    public static IEnumerable<UnitDescriptor> Of(UnitKind kind) => All.Where(unit => unit.Kind == kind);

    public static IReadOnlyDictionary<string, decimal> Factors(UnitKind kind) => Of(kind).ToDictionary(unit => unit.Name, unit => unit.Factor, StringComparer.Ordinal);
}
