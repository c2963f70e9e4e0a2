namespace Chancery.Policy.Vocabulary;

/// <summary>Public holidays of the German states: <c>calendar(de-NW)</c>. Days that only single municipalities keep are not among them.</summary>
internal static class GermanHolidays
{
    private static readonly string[] States = ["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"];

    /// <summary>Days of the year that some states keep besides.</summary>
    private static readonly (int Month, int Day, string[] In)[] Fixed =
    [
        (1, 6, ["BW", "BY", "ST"]), (3, 8, ["BE", "MV"]), (8, 15, ["SL"]), (9, 20, ["TH"]),
        (10, 31, ["BB", "HB", "HH", "MV", "NI", "SN", "ST", "SH", "TH"]), (11, 1, ["BW", "BY", "NW", "RP", "SL"]),
    ];

    /// <summary>Days after Easter Sunday that some states keep besides: Easter, Pentecost, Corpus Christi.</summary>
    private static readonly (int After, string[] In)[] Movable = [(0, ["BB"]), (49, ["BB"]), (60, ["BW", "BY", "HE", "NW", "RP", "SL"])];

    public static IEnumerable<string> Names => States.Select(state => $"de-{state}").Prepend("de");

    /// <summary>Null for a name that is no German state, nor <c>de</c> for what all of them keep.</summary>
    public static Func<DateOnly, bool>? Of(string name) =>
        name == "de" ? day => IsNational(day) : States.FirstOrDefault(state => name == $"de-{state}") is { } state ? day => IsHoliday(day, state) : null;

    private static bool IsHoliday(DateOnly day, string state)
    {
        var sinceEaster = day.DayNumber - Easter(day.Year).DayNumber;
        return IsNational(day)
            || Fixed.Any(holiday => holiday.Month == day.Month && holiday.Day == day.Day && holiday.In.Contains(state))
            || Movable.Any(holiday => holiday.After == sinceEaster && holiday.In.Contains(state))
            || state == "SN" && day is { Month: 11, Day: >= 16 and <= 22, DayOfWeek: DayOfWeek.Wednesday };
    }

    private static bool IsNational(DateOnly day) =>
        (day.Month, day.Day) is (1, 1) or (5, 1) or (10, 3) or (12, 25) or (12, 26)
        || day.DayNumber - Easter(day.Year).DayNumber is -2 or 1 or 39 or 50;

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).</summary>
    private static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }
}
