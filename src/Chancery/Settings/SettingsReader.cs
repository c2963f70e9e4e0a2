using System.Net;
using Chancery.Engine.Settings;
using Chancery.Host.Settings.Sections;
using Chancery.Host.Settings.Tree;

namespace Chancery.Host.Settings;

/// <summary>Reads <c>chancery.yaml</c> and the environment into checked settings; names all mistakes at once.</summary>
internal static class SettingsReader
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SettingsLoad ReadFile(string file, IEnumerable<KeyValuePair<string, string>> environment) =>
        Read(file, System.IO.File.ReadAllText(file), environment);

    /// <param name="file">As the user named it; relative paths in the settings start from its folder.</param>
    public static SettingsLoad Read(string file, string text, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var findings = new FindingList();
        var variables = environment.ToDictionary(StringComparer.Ordinal);
        var root = YamlTree.Read(file, text, findings);
        EnvironmentOverlay.Apply(root, variables, findings);
        var top = new Section("", root, findings);
        var context = new SettingsContext(Path.GetDirectoryName(Path.GetFullPath(file))!, variables);
        var settings = findings.HasErrors ? null : Assemble(file, top, context);
        return new SettingsLoad(findings.HasErrors ? null : settings, findings.Sorted);
    }

    /// <summary>Reads the environment of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ProcessEnvironment() =>
        from System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables()
        select KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? "");

    private static HostSettings Assemble(string file, Section top, SettingsContext context)
    {
        var hostname = top.Text("hostname") ?? Dns.GetHostName();
        var listen = top.Sub("listen");
        var hops = NextHopSection.Read(top, context);
        var listeners = ListenSection.Read(listen, context);
        var (limits, clientLimits) = LimitSection.Read(top.Sub("limits"));
        var settings = new HostSettings
        {
            File = file,
            Gateway = new GatewaySettings
            {
                Hostname = hostname,
                Postmaster = top.Text("postmaster") ?? $"postmaster@{hostname}",
                Listeners = listeners,
                NextHops = hops,
                Routes = RouteSection.Read(top, hops.Keys),
                Tenants = TenantSection.Read(top, hops.Keys, context),
                Delivery = DeliverySection.Read(top),
                FactsWait = DeliverySection.FactsWait(top),
                Realise = DeliverySection.Realise(top),
                Limits = limits,
                ClientLimits = clientLimits,
                Users = UserSection.Read(top, context),
                Directories = DirectorySection.Read(top, context),
                TriggerKeys = TriggerSection.Read(top, context),
                Dns = DnsSection.Read(top),
                Egress = EgressSection.Read(top),
                Scanners = ScannerSection.Read(top),
                Upstream = UpstreamSection.Read(top, listeners),
                Classifiers = ClassifierSection.Read(top, context),
            },
            Web = WebSection.Read(listen?.Sub("web"), top.Findings),
            Storage = StorageSection.Read(top, context),
            Policy = PolicySection.Read(top, context),
            Places = PlacesIn(top, listen),
        };
        ListenSection.CheckLogins(listen, settings.Gateway);
        NotBuiltSections.Check(top);
        listen?.Close();
        top.Close();
        return settings;
    }

    private static Dictionary<string, SettingsPlace> PlacesIn(Section top, Section? listen)
    {
        var places = new Dictionary<string, SettingsPlace>(StringComparer.Ordinal);
        if (top.Findings.HasErrors)
            return places;
        if (top.Sub("next-hops") is { } hops)
            foreach (var name in hops.Keys)
                places[name] = hops.PlaceOf(name);
        foreach (var listener in listen?.Subs("smtp") ?? [])
            places[listener.Text("address")!] = listener.Place;
        return places;
    }
}

/// <param name="Folder">Relative paths start here.</param>
internal sealed record SettingsContext(string Folder, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The path behind <c>file:PATH</c> or a bare path, absolute.</summary>
    public string PathOf(string text) => Path.GetFullPath(Path.Combine(Folder, text.StartsWith("file:", StringComparison.Ordinal) ? text["file:".Length..] : text));
}
