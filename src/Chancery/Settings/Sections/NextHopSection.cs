using Chancery.Engine.Settings;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>next-hops</c></summary>
internal static class NextHopSection
{
    public const string Default = "default";

    public static IReadOnlyDictionary<string, NextHop> Read(Section top, SettingsContext context)
    {
        var hops = new Dictionary<string, NextHop>(StringComparer.Ordinal);
        if (top.Sub("next-hops") is not { } section)
        {
            top.Missing("next-hops", "say where mail goes on:  next-hops: { default: { host: mail.example.org, port: 25 } }");
            return hops;
        }

        foreach (var name in section.Keys.ToList())
            if (section.Sub(name) is { } entry)
                hops[name] = One(name, entry, context);
        section.Close();
        return hops;
    }

    private static NextHop One(string name, Section entry, SettingsContext context)
    {
        var host = entry.Text("host");
        var mx = entry.Flag("mx") ?? false;
        var port = entry.Whole("port", 1, 65_535) ?? 25;
        var tls = entry.Choice("tls", ("none", TlsMode.None), ("opportunistic", TlsMode.Opportunistic), ("required", TlsMode.Required), ("verified", TlsMode.Verified));
        var finalFor = entry.Texts("final-for")?.Select(item => item.Text.ToLowerInvariant()).ToList() ?? [];
        var credentials = entry.Sub("auth") is { } auth ? Credentials(auth, context) : null;
        if (host is null == !mx)
            entry.Findings.Error(SettingsCodes.BadValue, entry.Place, $"next hop \"{name}\" needs either  host  or  mx: true", "a host with a port, or the recipients' own mail exchangers");
        if (credentials is not null && tls is not (TlsMode.Required or TlsMode.Verified))
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("auth"), "a password may not travel without TLS", "set  tls: required  or  tls: verified  for this hop");
        entry.Close();
        return new NextHop(name, host, port, mx, tls ?? TlsMode.Opportunistic, finalFor) { Credentials = credentials };
    }

    private static HopCredentials? Credentials(Section auth, SettingsContext context)
    {
        var user = auth.Text("user");
        var password = Secrets.Read(auth, "password", context);
        if (user is null)
            auth.Missing("user", "write  auth: { user: gateway, password: env:HOP_PASSWORD }");
        if (!auth.Has("password"))
            auth.Missing("password", "write  password: env:NAME  or  password: file:PATH");
        auth.Close();
        return user is null || password is null ? null : new HopCredentials(user, password);
    }
}
