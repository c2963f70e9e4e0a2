using Chancery.Policy.Literals;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Conditions;

/// <summary>Tests of the decision time; the policy judges them itself. What is said without a date needs the zone of a schedule.</summary>
internal sealed class TimeTests(Operands operands)
{
    private readonly Reader _reader = new(operands.Findings);

    public Condition Of(Node value)
    {
        if (value is not Node.Mapping)
            return Schedules(value);
        if (_reader.Mapping(value, "`time`", "in", "before", "after", "weekday", "tz") is not { } time)
            return new Always();
        var parts = new List<Condition>();
        if (time.Find("in") is { } schedule)
            parts.Add(Schedules(schedule.Value));
        var zone = ZoneOf(time);
        foreach (var key in new[] { "before", "after" })
        {
            if (_reader.Text(time, key) is { } limit && Limit(key, limit, zone) is { } test)
                parts.Add(test);
        }

        if (time.Find("weekday") is { } weekday && Weekday(weekday.Value, zone) is { } days)
            parts.Add(days);
        if (!time.Entries.Any(entry => entry.Key.Text != "tz"))
            operands.Findings.Error("CH1104", value.At, "`time` is compared with nothing", "say `in`, `before`, `after` or `weekday`");
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private Condition Schedules(Node value)
    {
        var tests = new List<Condition>();
        foreach (var name in operands.Of(value, "a schedule"))
        {
            if (operands.Declared("CH3208", "schedule", name, name.Text, operands.Names.Schedules, "`schedules:` of a vocabulary") is { } schedule)
                tests.Add(Test($"time={name.Text}", schedule.Covers));
        }

        return tests.Count == 1 ? tests[0] : new AnyOf(tests);
    }

    private TimeZoneInfo? ZoneOf(Node.Mapping time)
    {
        if (_reader.Text(time, "tz") is { } tz)
            return ScheduleParser.Zone(operands.Findings, tz);
        return time.Find("in")?.Value is Node.Scalar name ? operands.Names.Schedules.GetValueOrDefault(name.Text)?.Zone : null;
    }

    private RequestTest? Limit(string key, Node.Scalar limit, TimeZoneInfo? zone)
    {
        var before = key == "before";
        if (TimeLiteral.Parse(limit.Text, endOfDay: !before) is { } moment)
            return Test($"time {key} {limit.Text}", at => before ? at < moment : at >= moment);
        if (ScheduleParser.Clock(limit.Text) is { } clock)
            return InZone(limit, zone) is { } known ? Test($"time {key} {limit.Text} {known.Id}", at => TimeZoneInfo.ConvertTime(at, known).TimeOfDay < clock == before) : null;
        operands.Findings.Error("CH1108", limit.At, $"`{limit.Text}` is no time", "write `18:00`, `2026-12-31` or `2026-12-31T18:00:00+01:00`");
        return null;
    }

    private RequestTest? Weekday(Node value, TimeZoneInfo? zone)
    {
        var names = operands.Of(value, "a day");
        foreach (var name in names.Where(name => !ScheduleParser.Days.Contains(name.Text)))
            operands.Findings.Error(
                "CH1107", name.At, $"unknown value `{name.Text}` of `weekday`{Similar.Hint(name.Text, ScheduleParser.Days)}", $"known are {string.Join(", ", ScheduleParser.Days)}", Similar.Nearest(name.Text, ScheduleParser.Days));
        var days = names.Where(name => ScheduleParser.Days.Contains(name.Text)).Select(name => ScheduleParser.DayOf(name.Text)).ToHashSet();
        return InZone(value, zone) is { } known
            ? Test($"time weekday {Operands.Said(names)} {known.Id}", at => days.Contains(TimeZoneInfo.ConvertTime(at, known).DayOfWeek)) : null;
    }

    private TimeZoneInfo? InZone(Node at, TimeZoneInfo? zone)
    {
        if (zone is null)
            operands.Findings.Error("CH1115", at.At, "the hour and the day depend on the time zone, and none is said", "add `tz: Europe/Berlin`, or `in:` with a schedule");
        return zone;
    }

    private static RequestTest Test(string text, Func<DateTimeOffset, bool> test) => new("time", text, false, v => test(v.At));
}
