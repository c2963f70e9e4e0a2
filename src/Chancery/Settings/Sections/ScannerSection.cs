using Chancery.Engine.Settings;
using Chancery.Host.Settings.Tree;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>scanners</c></summary>
internal static class ScannerSection
{
    private const int ClamdPort = 3310;

    public static ScannerSettings Read(Section top)
    {
        if (top.Sub("scanners") is not { } section)
            return ScannerSettings.None;
        var none = ScannerSettings.None;
        var settings = new ScannerSettings
        {
            Clamd = section.Text("clamd") is { } clamd ? Address(section, clamd) : null,
            Icap = section.Text("icap") is { } icap ? Service(section, icap) : null,
            IcapRequests = section.Choice("icap-method", ("respmod", false), ("reqmod", true)) ?? false,
            Largest = section.Size("limit") ?? none.Largest,
            Timeout = section.Duration("timeout") ?? none.Timeout,
        };
        section.Close();
        return settings;
    }

    private static ScannerAddress? Address(Section section, string text)
    {
        if (text.StartsWith("unix:/", StringComparison.Ordinal))
            return new ScannerAddress(text["unix:".Length..], "", 0);
        if (Uri.TryCreate(text.StartsWith("tcp:", StringComparison.Ordinal) ? "tcp://" + text["tcp:".Length..].TrimStart('/') : "tcp://" + text, UriKind.Absolute, out var url)
            && url is { Host.Length: > 0, PathAndQuery: "" or "/" } && text.Length > 0 && text[0] != '/')
            return new ScannerAddress(null, url.Host.Trim('[', ']'), url.Port > 0 ? url.Port : ClamdPort);
        section.Findings.Error(SettingsCodes.BadValue, section.PlaceOf("clamd"), $"\"{text}\" is no socket of clamd", "expected: unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310");
        return null;
    }

    private static Uri? Service(Section section, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "icap", Host.Length: > 0 } && url.AbsolutePath.Length > 1 && url.UserInfo.Length == 0)
            return url;
        section.Findings.Error(SettingsCodes.BadValue, section.PlaceOf("icap"), $"\"{text}\" is no ICAP service", "expected: icap://127.0.0.1:1344/avscan");
        return null;
    }
}
