using System.Globalization;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Literals;

/// <summary>Sizes in octets, durations in seconds, plain numbers.</summary>
internal static class Quantity
{
    public static readonly IReadOnlyDictionary<string, decimal> SizeUnits = UnitRegistry.Factors(UnitKind.Size);

    public static readonly IReadOnlyDictionary<string, decimal> DurationUnits = UnitRegistry.Factors(UnitKind.Duration);

    /// <summary>A thousand years: whatever is added to it is still a date.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365_000);

    /// <summary>A number with one of the units; the unit found is told even if it is unknown.</summary>
    public static (decimal? Value, string Unit) Parse(string text, IReadOnlyDictionary<string, decimal> units)
    {
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
            digits++;
        var unit = text[digits..].Trim();
        if (!decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || digits > 20)
            return (null, unit);
        return units.TryGetValue(unit, out var factor) ? (number * factor, unit) : (null, unit);
    }

    /// <summary><c>14d</c>, <c>90m</c>, or ISO 8601 <c>P14D</c>; null if it is neither.</summary>
    public static TimeSpan? Duration(string text)
    {
        if (text.StartsWith('P'))
        {
            try
            {
                return System.Xml.XmlConvert.ToTimeSpan(text) is var span && span <= Longest ? span : null;
            }
            catch (Exception broken) when (broken is FormatException or OverflowException)
            {
                return null;
            }
        }

        return Parse(text, DurationUnits).Value is { } seconds && seconds <= (decimal)Longest.TotalSeconds ? TimeSpan.FromSeconds((double)seconds) : null;
    }

    /// <summary>The shortest spelling: <c>14d</c>.</summary>
    public static string Spell(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        foreach (var (unit, factor) in (ReadOnlySpan<(string, long)>)[("d", 86_400), ("h", 3_600), ("m", 60)])
        {
            if (seconds > 0 && seconds % factor == 0)
                return $"{seconds / factor}{unit}";
        }

        return $"{seconds}s";
    }
}
