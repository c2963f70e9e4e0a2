using System.Net;
using Chancery.Engine.Settings;
using Chancery.Host.Settings.Tree;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>dns</c></summary>
internal static class DnsSection
{
    private const int DnsPort = 53;

    public static DnsSettings Read(Section top)
    {
        if (top.Sub("dns") is not { } section)
            return new DnsSettings();
        IPEndPoint[] servers = [.. (section.Texts("servers") ?? []).Select(item => Server(section, item)).OfType<IPEndPoint>()];
        // The word of a resolver on this machine cannot be changed on its way; whether it validates is for its own settings.
        var validating = section.Flag("validating") ?? (servers.Length > 0 && servers.All(server => IPAddress.IsLoopback(server.Address)));
        section.Close();
        return new DnsSettings { Servers = servers, IsValidating = validating };
    }

    private static IPEndPoint? Server(Section section, (string Text, SettingsPlace Place) item)
    {
        if (IPAddress.TryParse(item.Text, out var bare))
            return new IPEndPoint(bare, DnsPort);
        if (IPEndPoint.TryParse(item.Text, out var server) && server.Port > 0)
            return server;
        section.Findings.Error(SettingsCodes.BadValue, item.Place, $"\"{item.Text}\" is no address of a name server", "expected: 127.0.0.1, 127.0.0.1:5353 or [::1]:53");
        return null;
    }
}
