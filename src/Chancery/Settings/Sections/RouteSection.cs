using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>routes</c>: names of next hops by direction.</summary>
internal static class RouteSection
{
    public static Routes Read(Section top, IEnumerable<string> hops)
    {
        var known = hops.ToList();
        var section = top.Sub("routes");
        var routes = new Routes(HopName(section, "inbound", known), HopName(section, "outbound", known), HopName(section, "internal", known)) { Domains = ByDomain(section?.Sub("domains"), known) };
        section?.Close();
        if ((routes.Inbound is null || routes.Outbound is null) && top.Has("next-hops") && known.Count > 0 && !known.Contains(NextHopSection.Default))
            top.Findings.Error(SettingsCodes.Dangling, top.PlaceOf("next-hops"), "there is no next hop \"default\", and not every direction has a route",
                "name one hop  default, or give  routes: { inbound: …, outbound: … }");
        return routes;
    }

    private static Dictionary<string, string> ByDomain(Section? section, List<string> known)
    {
        var domains = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var written in section?.Keys.ToList() ?? [])
        {
            var (mark, name) = written.StartsWith("*.", StringComparison.Ordinal) ? ("*.", written[2..]) : ("", written);
            if (HopName(section, written, known) is not { } hop)
                continue;
            if (DomainName.TryNormalise(name, out var domain))
                domains[mark + domain] = hop;
            else
                section!.Findings.Error(SettingsCodes.BadValue, section.PlaceOf(written), $"\"{written}\" is no domain", "expected: partner.example, or *.partner.example for all below it");
        }

        section?.Close();
        return domains;
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
