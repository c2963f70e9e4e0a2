namespace Chancery.Policy.Vocabulary;

/// <summary>Times of a week in one zone, without the days that are excepted.</summary>
/// <param name="Weekly">Without any interval every hour of the week counts.</param>
internal sealed record Schedule(TimeZoneInfo Zone, IReadOnlyList<WeeklyInterval> Weekly, Func<DateOnly, bool> IsExcepted)
{
    public bool Covers(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var (day, time) = (DateOnly.FromDateTime(local.DateTime), local.TimeOfDay);
        return Weekly.Count == 0
            ? !IsExcepted(day)
            : Weekly.Any(interval => interval.Holds(day.DayOfWeek, time) && !IsExcepted(day)
                || interval.HoldsFromDayBefore(day.AddDays(-1).DayOfWeek, time) && !IsExcepted(day.AddDays(-1)));
    }
}

/// <param name="To">Before <paramref name="From"/>: on the next day.</param>
internal sealed record WeeklyInterval(DayOfWeek Day, TimeSpan From, TimeSpan To)
{
    public bool Holds(DayOfWeek day, TimeSpan time) => day == Day && time >= From && (To <= From || time < To);

    public bool HoldsFromDayBefore(DayOfWeek before, TimeSpan time) => before == Day && To <= From && time < To;
}
