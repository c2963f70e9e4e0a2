using System.Globalization;

namespace Chancery.Policy.Literals;

/// <summary>
/// A date, or an RFC 3339 time with its offset. Nothing is completed from the clock: a policy means the same on every day.
/// </summary>
internal static class TimeLiteral
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>A time without an offset would be another moment on another machine.</summary>
    private static bool SaysItsZone(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);

    /// <summary>The date that was probably meant by <c>31.12.2026</c>; null where day and month could be exchanged by a reader elsewhere.</summary>
    public static string? Meant(string text) =>
        DateOnly.TryParseExact(text, ["d.M.yyyy", "yyyy/M/d", "yyyy.M.d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    /// <param name="endOfDay">A date alone means its end (the last day counts), else its beginning; both in UTC.</param>
    public static DateTimeOffset? Parse(string text, bool endOfDay)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(endOfDay ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero);
        return SaysItsZone(text) && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
