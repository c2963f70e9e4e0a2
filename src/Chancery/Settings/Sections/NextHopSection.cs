using System.Globalization;
using Chancery.Engine.Settings;
using Chancery.Host.Settings.Tree;

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
        var mx = entry.Flag("mx") ?? false;
        var port = entry.Whole("port", 1, 65_535) ?? 25;
        var hosts = entry.Texts("host")?.Select(item => Host(entry, item, port)).OfType<HopHost>().ToList() ?? [];
        var tls = entry.Choice("tls", ("none", TlsMode.None), ("opportunistic", TlsMode.Opportunistic), ("required", TlsMode.Required), ("verified", TlsMode.Verified));
        var finalFor = entry.Texts("final-for")?.Select(item => item.Text.ToLowerInvariant()).ToList() ?? [];
        var connections = entry.Whole("connections", 1, 1000);
        var credentials = entry.Sub("auth") is { } auth ? Credentials(auth, context) : null;
        if (entry.Has("host") == mx)
            entry.Findings.Error(SettingsCodes.BadValue, entry.Place, $"next hop \"{name}\" needs either  host  or  mx: true", "a host with a port, or the recipients' own mail exchangers");
        if (credentials is not null && tls is not (TlsMode.Required or TlsMode.Verified))
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("auth"), "a password may not travel without TLS", "set  tls: required  or  tls: verified  for this hop");
        entry.Close();
        var first = hosts.FirstOrDefault();
        var hop = new NextHop(name, first?.Name, first?.Port ?? port, mx, tls ?? TlsMode.Opportunistic, finalFor) { Credentials = credentials, Fallbacks = [.. hosts.Skip(1)] };
        return connections is { } most ? hop with { Connections = most } : hop;
    }

    /// <summary><c>mail.example.org</c>, <c>mail.example.org:2525</c>, <c>192.0.2.1:25</c>, <c>2001:db8::1</c> or <c>[2001:db8::1]:25</c></summary>
    private static HopHost? Host(Section entry, (string Text, SettingsPlace Place) item, int port)
    {
        var (name, after) = item.Text.StartsWith('[') ? Split(item.Text[1..], ']')
            : item.Text.Count(c => c == ':') == 1 ? Split(item.Text, ':')
            : (item.Text, "");
        after = after.TrimStart(':');
        if (Uri.CheckHostName(name) != UriHostNameType.Unknown && (after.Length == 0 || (ushort.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var own) && own > 0)))
            return new HopHost(name, after.Length == 0 ? port : ushort.Parse(after, CultureInfo.InvariantCulture));
        entry.Findings.Error(SettingsCodes.BadValue, item.Place, $"\"{item.Text}\" is no host", "expected: mail.example.org, mail.example.org:2525, 192.0.2.1 or [2001:db8::1]:25");
        return null;
    }

    private static (string Name, string After) Split(string text, char at)
    {
        var end = text.IndexOf(at, StringComparison.Ordinal);
        return end < 0 ? (text, "") : (text[..end], text[(end + 1)..]);
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
