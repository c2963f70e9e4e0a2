using Chancery.Engine.Settings;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>routes</c>: names of next hops by direction.</summary>
internal static class RouteSection
{
    public static Routes Read(Section top, IEnumerable<string> hops)
    {
        var known = hops.ToList();
        var section = top.Sub("routes");
        var routes = new Routes(HopName(section, "inbound", known), HopName(section, "outbound", known), HopName(section, "internal", known));
        section?.Close();
        if ((routes.Inbound is null || routes.Outbound is null) && top.Has("next-hops") && known.Count > 0 && !known.Contains(NextHopSection.Default))
            top.Findings.Error(SettingsCodes.Dangling, top.PlaceOf("next-hops"), "there is no next hop \"default\", and not every direction has a route",
                "name one hop  default, or give  routes: { inbound: …, outbound: … }");
        return routes;
    }

    /// <summary>The name of a next hop that exists; a finding otherwise.</summary>
    public static string? HopName(Section? section, string key, IReadOnlyCollection<string> hops)
    {
        if (section?.Text(key) is not { } name || hops.Contains(name))
            return section?.Text(key);
        var near = Spelling.Nearest(name, hops);
        section.Findings.Error(SettingsCodes.Dangling, section.PlaceOf(key), $"there is no next hop \"{name}\"" + Spelling.Ask(near), "known: " + string.Join(", ", hops));
        return null;
    }
}
