namespace Chancery.Host.Settings.Sections;

/// <summary>Sections of the settings whose machinery comes later. Absent or empty they are fine; what would be ignored is an error.</summary>
internal static class NotBuiltSections
{
    private static readonly (string Key, string Help)[] Later =
    [
        ("users", "let your own servers submit on a listener with  trust: internal"),
        ("directories", "write groups into the policy"),
        ("sms", "no action of this version sends SMS"),
        ("sinks", "no action of this version needs one"),
        ("scanners", "no fact of this version needs one"),
        ("telemetry", "read the log lines on standard error"),
    ];

    public static void Check(Section top)
    {
        foreach (var (key, help) in Later)
            top.NotBuilt(key, help);
    }
}
