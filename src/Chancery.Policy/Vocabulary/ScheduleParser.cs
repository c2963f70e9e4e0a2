using System.Globalization;
using Chancery.Policy.Conditions;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>Reads <c>schedules:</c> and <c>calendars:</c>.</summary>
internal sealed class ScheduleParser(Reader reader, IReadOnlyDictionary<string, Func<DateOnly, bool>> calendars)
{
    public static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private FindingBag Findings => reader.Findings;

    public static DayOfWeek DayOf(string day) => (DayOfWeek)((Array.IndexOf(Days, day) + 1) % 7);

    /// <summary>IANA names only: an abbreviation has no summer, or means another place elsewhere.</summary>
    public static TimeZoneInfo? Zone(FindingBag findings, Node.Scalar name)
    {
        if ((name.Text.Contains('/', StringComparison.Ordinal) || name.Text == "UTC") && TimeZoneInfo.TryFindSystemTimeZoneById(name.Text, out var zone))
            return zone;
        var near = Similar.Nearest(name.Text, TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id).Append("UTC"));
        findings.Error("CH1116", name.At, $"unknown time zone `{name.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", "write its IANA name, like `Europe/Berlin`", near);
        return null;
    }

    public Func<DateOnly, bool>? Calendar(Node.Scalar name, Node node)
    {
        if (reader.Mapping(node, $"calendar `{name.Text}`", "days", "title") is not { } calendar)
            return null;
        var days = reader.Texts(calendar, "days").Select(Date).OfType<DateOnly>().ToHashSet();
        return days.Contains;
    }

    public Schedule? Parse(Node.Scalar name, Node node)
    {
        if (reader.Mapping(node, $"schedule `{name.Text}`", "tz", "weekly", "except", "title") is not { } schedule)
            return null;
        if (reader.Text(schedule, "tz") is not { } tz)
        {
            Findings.Error("CH1104", name.At, $"schedule `{name.Text}` has no time zone", "add `tz: Europe/Berlin` (its IANA name)");
            return null;
        }

        var weekly = Weekly(schedule);
        var excepted = reader.Texts(schedule, "except").Select(Excepted).OfType<Func<DateOnly, bool>>().ToList();
        return Zone(Findings, tz) is { } zone ? new Schedule(zone, weekly, day => excepted.Any(except => except(day))) : null;
    }

    private List<WeeklyInterval> Weekly(Node.Mapping schedule)
    {
        var all = new List<WeeklyInterval>();
        if (schedule.Find("weekly") is not { } weekly)
            return all;
        if (weekly.Value is not Node.Mapping days)
        {
            Findings.Error("CH1103", weekly.Value.At, $"`weekly` is a mapping of days, this is {weekly.Value.Kind}", "write `weekly: { mon-fri: [\"07:00-19:00\"] }`");
            return all;
        }

        foreach (var (key, _) in days.Entries)
        {
            var intervals = reader.Texts(days, key.Text).Select(Interval).OfType<(TimeSpan From, TimeSpan To)>().ToList();
            all.AddRange(DaysOf(key).SelectMany(day => intervals.Select(interval => new WeeklyInterval(day, interval.From, interval.To))));
        }

        return all;
    }

    /// <summary>Null where it is not German, or English at length.</summary>
    private static string? InEnglish(string text)
    {
        string[] german = ["mo", "di", "mi", "do", "fr", "sa", "so"];
        var parts = text.ToLowerInvariant().Split('-').Select(day => day.Trim()).Select(day => Array.FindIndex(Days, known => day.StartsWith(known, StringComparison.Ordinal)) is >= 0 and var english ? english : Array.FindIndex(german, day.StartsWith)).ToList();
        return parts.Contains(-1) || parts.Count > 2 ? null : string.Join('-', parts.Select(day => Days[day]));
    }

    private IEnumerable<DayOfWeek> DaysOf(Node.Scalar key)
    {
        foreach (var part in key.Text.Split(','))
        {
            var ends = part.Trim().Split('-').Select(day => Array.IndexOf(Days, day.Trim())).ToArray();
            if (ends.Length > 2 || ends.Contains(-1))
            {
                Findings.Error("CH1118", key.At, $"`{key.Text}` names no days", $"write {string.Join(", ", Days)}, or from one to another: `mon-fri`", InEnglish(key.Text));
                continue;
            }

            for (var i = ends[0]; ; i = (i + 1) % 7)
            {
                yield return DayOf(Days[i]);
                if (i == ends[^1])
                    break;
            }
        }
    }

    private (TimeSpan From, TimeSpan To)? Interval(Node.Scalar text)
    {
        if (text.Text.Split('-') is [var from, var to] && Clock(from) is { } start && Clock(to) is { } end && start != end)
            return (start, end);
        Findings.Error("CH1118", text.At, $"`{text.Text}` is no time of the day", "write from and to, two digits each: `07:00-19:00`");
        return null;
    }

    /// <summary><c>07:30</c>; <c>24:00</c> is the end of the day.</summary>
    public static TimeSpan? Clock(string text) =>
        text.Trim() == "24:00" ? TimeSpan.FromDays(1)
        : TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;

    private Func<DateOnly, bool>? Excepted(Node.Scalar text)
    {
        if (Operands.NameIn(text.Text, "calendar") is not { } name)
            return Date(text) is { } date ? day => day == date : null;
        if (calendars.TryGetValue(name, out var declared))
            return declared;
        if (GermanHolidays.Of(name) is { } holidays)
            return holidays;
        var known = calendars.Keys.Concat(GermanHolidays.Names).ToList();
        var near = Similar.Nearest(name, known);
        Findings.Error("CH3209", text.At, $"calendar `{name}` is not declared{(near is null ? "" : $"; did you mean `{near}`?")}", $"declare it under `calendars:` of a vocabulary; known are {string.Join(", ", known)}", near is null ? null : $"calendar({near})");
        return null;
    }

    private DateOnly? Date(Node.Scalar text)
    {
        if (DateOnly.TryParseExact(text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Findings.Error("CH1108", text.At, $"`{text.Text}` is no date", "write `2026-12-31`, or `calendar(name)`");
        return null;
    }
}
