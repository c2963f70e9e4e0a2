using Chancery.Engine.Settings;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>delivery</c>, <c>facts</c> and <c>realise</c>: how long and how often.</summary>
internal static class DeliverySection
{
    public static DeliverySettings Read(Section top)
    {
        var defaults = new DeliverySettings();
        if (top.Sub("delivery") is not { } section)
            return defaults;
        var pauses = section.Texts("retry")?.Select(item => Pause(section, item)).OfType<TimeSpan>().ToList();
        var read = new DeliverySettings
        {
            Retry = pauses is { Count: > 0 } ? pauses : defaults.Retry,
            Expire = section.Duration("expire") ?? defaults.Expire,
            DelayNotice = section.Text("delay-notice") == "never" ? null : section.Duration("delay-notice") ?? defaults.DelayNotice,
        };
        section.Close();
        return read;
    }

    public static TimeSpan FactsWait(Section top)
    {
        var section = top.Sub("facts");
        var wait = section?.Duration("wait") ?? TimeSpan.FromMinutes(5);
        section?.Close();
        return wait;
    }

    public static RealiseSettings Realise(Section top)
    {
        var (section, defaults) = (top.Sub("realise"), new RealiseSettings());
        var read = new RealiseSettings { Wait = section?.Duration("wait") ?? defaults.Wait, MaxAge = section?.Duration("max-age") ?? defaults.MaxAge };
        section?.Close();
        return read;
    }

    private static TimeSpan? Pause(Section section, (string Text, Tree.SettingsPlace Place) item)
    {
        if (Units.Duration(item.Text) is { } pause && pause > TimeSpan.Zero)
            return pause;
        section.Findings.Error(SettingsCodes.BadValue, item.Place, $"\"{item.Text}\" is no pause between attempts", "expected: a duration such as 30s, 5m or 4h");
        return null;
    }
}
