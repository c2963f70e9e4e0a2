namespace Chancery.Host.Settings.Sections;

/// <summary>Sections of the settings whose machinery comes later. Absent or empty they are fine; what would be ignored is an error.</summary>
internal static class NotBuiltSections
{
    private static readonly (string Key, string Help)[] Later =
    [
        ("sms", "no action of this version sends SMS"),
        ("sinks", "no action of this version needs one"),
        ("telemetry", "read the log lines on standard error"),
    ];

    public static void Check(Section top)
    {
        foreach (var (key, help) in Later)
            top.NotBuilt(key, help);
    }
}
