using System.Net;
using Chancery.Engine.Settings;
using Chancery.Host.Settings.Tree;
using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>listen.smtp</c></summary>
internal static class ListenSection
{
    public static IReadOnlyList<ListenerSettings> Read(Section? listen, SettingsContext context)
    {
        var listeners = listen?.Subs("smtp").Select(entry => One(entry, context)).OfType<ListenerSettings>().ToList() ?? [];
        foreach (var twice in listeners.GroupBy(l => l.Address).Where(group => group.Count() > 1 && group.Key.Port != 0))
            listen!.Findings.Error(SettingsCodes.BadValue, listen.PlaceOf("smtp"), $"two listeners want {twice.Key}", "give each a port or an address of its own");
        return listeners;
    }

    private static ListenerSettings? One(Section entry, SettingsContext context)
    {
        var certificate = ExistingFile(entry, "certificate", context);
        var key = ExistingFile(entry, "certificate-key", context);
        var tls = entry.Choice("tls", ("none", ListenerTls.None), ("starttls", ListenerTls.StartTls), ("implicit", ListenerTls.Implicit))
            ?? (certificate is null ? ListenerTls.None : ListenerTls.StartTls);
        if (tls != ListenerTls.None && !entry.Has("certificate"))
            entry.Missing("certificate", "TLS needs a certificate:  certificate: file:./gateway.pem");
        var trust = entry.Choice("trust", ("any", SessionTrust.Anonymous), ("internal", SessionTrust.Internal)) ?? SessionTrust.Anonymous;
        var smuggling = entry.Choice("smuggling", ("reject", Smuggling.Reject), ("normalise", Smuggling.Normalise)) ?? Smuggling.Reject;
        var connector = entry.Text("connector");
        var tenant = Tenant(entry);
        if (entry.Text("auth") is not (null or "none"))
            entry.Findings.Error(SettingsCodes.NotBuilt, entry.PlaceOf("auth"), "SMTP AUTH is not available in this version", "use  auth: none  and  trust: internal  on an address only your own servers reach");
        entry.NotBuilt("proxy-protocol", "let the peers connect directly");
        entry.NotBuilt("client-certificate", "part the peers by listener address instead");
        entry.NotBuilt("networks", "restrict the address with the firewall instead");
        entry.NotBuilt("secret-header", "part the peers by listener address instead");
        var address = Address(entry);
        entry.Close();
        return address is null ? null : new ListenerSettings
        {
            Address = address,
            Tls = tls,
            CertificateFile = certificate,
            CertificateKeyFile = key,
            Trust = trust,
            Connector = connector,
            Tenant = tenant,
            Smuggling = smuggling,
        };
    }

    private static IPEndPoint? Address(Section entry)
    {
        if (entry.Text("address") is not { } text)
        {
            entry.Missing("address", "write  address: 127.0.0.1:2525");
            return null;
        }

        if (EndPointOf(text) is { } address)
            return address;
        entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("address"), $"\"{text}\" is no address with a port", "expected: 127.0.0.1:2525, 0.0.0.0:25 or [::1]:25");
        return null;
    }

    /// <summary><c>IP:PORT</c>, <c>localhost:PORT</c>, or <c>:PORT</c> for every address.</summary>
    private static IPEndPoint? EndPointOf(string text)
    {
        var named = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + text["localhost".Length..]
            : text.StartsWith(':') ? "0.0.0.0" + text
            : text;
        var hasPort = named.LastIndexOf(':') > named.LastIndexOf(']') && (named.StartsWith('[') || named.Count(c => c == ':') == 1);
        return hasPort && IPEndPoint.TryParse(named, out var address) ? address : null;
    }

    private static TenantId? Tenant(Section entry)
    {
        if (entry.Text("tenant") is not { } text || text == "auto")
            return null;
        if (TenantId.IsWellFormed(text))
            return new TenantId(text);
        entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("tenant"), $"\"{text}\" is no tenant id", "use a-z, 0-9 and -, or  auto");
        return null;
    }

    private static string? ExistingFile(Section entry, string key, SettingsContext context)
    {
        if (entry.Text(key) is not { } text)
            return null;
        var path = context.PathOf(text);
        if (!File.Exists(path))
            entry.Findings.Error(SettingsCodes.Dangling, entry.PlaceOf(key), $"there is no file \"{path}\"", "paths start from the folder of the settings file");
        return path;
    }
}
