using System.Globalization;
using System.Net;
using Chancery.Engine.Settings;
using Chancery.Host.Settings.Tree;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>egress</c></summary>
internal static class EgressSection
{
    public static EgressSettings Read(Section top)
    {
        if (top.Sub("egress") is not { } section)
            return EgressSettings.PublicOnly;
        var rules = (section.Texts("allow") ?? []).Select(item => Rule(section, item)).OfType<EgressRule>().ToList();
        section.Close();
        return new EgressSettings(rules);
    }

    private static EgressRule? Rule(Section section, (string Text, SettingsPlace Place) item)
    {
        if (NetworkOf(item.Text) is { } network)
            return new EgressRule(network, null);
        var colon = item.Text.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(item.Text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && NetworkOf(item.Text[..colon].Trim('[', ']')) is { } withPort)
            return new EgressRule(withPort, port);
        section.Findings.Error(SettingsCodes.BadValue, item.Place, $"\"{item.Text}\" is no network", "expected: 10.1.0.0/16, 10.1.2.3:8443 or [fd00::/8]:443");
        return null;
    }

    private static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
