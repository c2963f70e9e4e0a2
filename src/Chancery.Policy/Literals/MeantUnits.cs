using System.Globalization;

namespace Chancery.Policy.Literals;

/// <summary>What was probably meant by a number with a word for its unit, as people write it first.</summary>
internal static class MeantUnits
{
    private static readonly Dictionary<string, string> Durations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sec"] = "s",
        ["secs"] = "s",
        ["second"] = "s",
        ["seconds"] = "s",
        ["sek"] = "s",
        ["sekunde"] = "s",
        ["sekunden"] = "s",
        ["min"] = "m",
        ["mins"] = "m",
        ["minute"] = "m",
        ["minutes"] = "m",
        ["minuten"] = "m",
        ["hr"] = "h",
        ["hrs"] = "h",
        ["hour"] = "h",
        ["hours"] = "h",
        ["std"] = "h",
        ["stunde"] = "h",
        ["stunden"] = "h",
        ["day"] = "d",
        ["days"] = "d",
        ["tag"] = "d",
        ["tage"] = "d",
        ["tagen"] = "d",
        ["t"] = "d",
        ["week"] = "w",
        ["weeks"] = "w",
        ["woche"] = "w",
        ["wochen"] = "w",
        ["year"] = "y",
        ["years"] = "y",
        ["yr"] = "y",
        ["jahr"] = "y",
        ["jahre"] = "y",
        ["jahren"] = "y",
        ["a"] = "y",
        ["s"] = "s",
        ["m"] = "m",
        ["h"] = "h",
        ["d"] = "d",
        ["w"] = "w",
        ["y"] = "y",
    };

    private static readonly Dictionary<string, string> Sizes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["byte"] = "B",
        ["bytes"] = "B",
        ["k"] = "KB",
        ["kilobyte"] = "KB",
        ["kilobytes"] = "KB",
        ["m"] = "MB",
        ["mbyte"] = "MB",
        ["megabyte"] = "MB",
        ["megabytes"] = "MB",
        ["meg"] = "MB",
        ["g"] = "GB",
        ["gbyte"] = "GB",
        ["gigabyte"] = "GB",
        ["gigabytes"] = "GB",
        ["t"] = "TB",
        ["terabyte"] = "TB",
        ["terabytes"] = "TB",
    };

    /// <summary><c>14d</c> for <c>14 Tage</c>; months have no length, so nothing is meant by them.</summary>
    public static string? Duration(string text) => Meant(text, Durations) is { } meant && Quantity.Duration(meant) > TimeSpan.Zero && meant != text ? meant : null;

    /// <summary>The unit that <paramref name="unit"/> stands for.</summary>
    public static string? SizeUnit(string unit) => Quantity.SizeUnits.Keys.FirstOrDefault(known => known.Equals(unit, StringComparison.OrdinalIgnoreCase)) ?? Sizes.GetValueOrDefault(unit.TrimEnd('.'));

    private static string? Meant(string text, Dictionary<string, string> units)
    {
        if (text.EndsWith('M'))
            return null;
        var number = string.Concat(text.Trim().TakeWhile(char.IsAsciiDigit));
        return number.Length is > 0 and < 7 && units.TryGetValue(text.Trim()[number.Length..].Trim().TrimEnd('.'), out var unit) ? number.ToString(CultureInfo.InvariantCulture) + unit : null;
    }
}
