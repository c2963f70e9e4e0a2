using Chancery.Engine.Settings;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>classifiers</c>: services that sort mails, by the names of their models.</summary>
internal static class ClassifierSection
{
    private const int MostText = 1_000_000;
    private const int DefaultText = 64_000;

    public static IReadOnlyDictionary<string, ClassifierSettings> Read(Section top, SettingsContext context)
    {
        var classifiers = new Dictionary<string, ClassifierSettings>(StringComparer.Ordinal);
        if (top.Sub("classifiers") is not { } section)
            return classifiers;
        foreach (var name in section.Keys.ToList())
        {
            if (section.Sub(name) is not { } entry)
                continue;
            var url = Url(entry);
            var token = Secrets.Read(entry, "token", context);
            var timeout = entry.Duration("timeout") ?? TimeSpan.FromSeconds(10);
            var text = entry.Whole("text", 0, MostText) ?? DefaultText;
            entry.Close();
            if (url is not null)
                classifiers[name] = new ClassifierSettings(name, url, token, timeout, text);
        }

        section.Close();
        return classifiers;
    }

    private static Uri? Url(Section entry)
    {
        if (entry.Text("url") is not { } text)
        {
            entry.Missing("url", "write  url: \"https://classifier.acme.example/v1/classify\"");
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "https" or "http", Host.Length: > 0 } && url.UserInfo.Length == 0)
            return url;
        entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("url"), $"\"{text}\" is no address of a service", "expected: https://classifier.acme.example/v1/classify");
        return null;
    }
}
