using Chancery.Engine.Settings;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>upstream</c>: servers before us whose word counts, by the names of their connectors.</summary>
internal static class UpstreamSection
{
    public static IReadOnlyDictionary<string, UpstreamSettings> Read(Section top, IReadOnlyList<ListenerSettings> listeners)
    {
        var servers = new Dictionary<string, UpstreamSettings>(StringComparer.Ordinal);
        if (top.Sub("upstream") is not { } section)
            return servers;
        foreach (var name in section.Keys.ToList())
        {
            if (section.Sub(name) is not { } entry)
                continue;
            if (listeners.All(listener => listener.Connector != name))
                section.Findings.Error(SettingsCodes.Dangling, section.PlaceOf(name), $"no listener has the connector \"{name}\"", "name it there:  connector: " + name);
            servers[name] = new UpstreamSettings
            {
                AuthservId = entry.Text("authserv-id"),
                Malware = entry.Sub("malware") is { } malware ? Header(malware) : null,
                SpamHeader = entry.Text("spam-header"),
            };
            entry.Close();
        }

        section.Close();
        return servers;
    }

    private static MalwareHeader? Header(Section entry)
    {
        var name = entry.Text("header");
        if (name is null)
            entry.Missing("header", "say which field carries the verdict:  header: X-Virus-Status");
        IReadOnlyList<string> Words(string key) => [.. (entry.Texts(key) ?? []).Select(item => item.Text).Where(text => text.Length > 0)];
        var (clean, infected, suspicious) = (Words("clean"), Words("infected"), Words("suspicious"));
        if (infected.Count == 0)
            entry.Missing("infected", "say how the value of a mail with malware begins:  infected: [Infected]");
        entry.Close();
        return name is null ? null : new MalwareHeader(name, clean, infected, suspicious);
    }
}
