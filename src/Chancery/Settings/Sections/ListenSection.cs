using System.Net;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>listen.smtp</c></summary>
internal static class ListenSection
{
    /// <summary>LMTP is never spoken there (RFC 2033 section 5).</summary>
    private const int SmtpPort = 25;

    public static IReadOnlyList<ListenerSettings> Read(Section? listen, SettingsContext context)
    {
        var listeners = listen?.Subs("smtp").Select(entry => One(entry, context)).OfType<ListenerSettings>().ToList() ?? [];
        foreach (var twice in listeners.GroupBy(l => l.Address).Where(group => group.Count() > 1 && group.Key.Port != 0))
            listen!.Findings.Error(SettingsCodes.BadValue, listen.PlaceOf("smtp"), $"two listeners want {twice.Key}", "give each a port or an address of its own");
        return listeners;
    }

    private static ListenerSettings? One(Section entry, SettingsContext context)
    {
        var certificate = entry.ExistingFile("certificate", context);
        var tls = entry.Choice("tls", ("none", ListenerTls.None), ("starttls", ListenerTls.StartTls), ("implicit", ListenerTls.Implicit))
            ?? (certificate is null ? ListenerTls.None : ListenerTls.StartTls);
        if (tls != ListenerTls.None && !entry.Has("certificate"))
            entry.Missing("certificate", "TLS needs a certificate:  certificate: file:./gateway.pem");
        var protocol = entry.Choice("protocol", ("smtp", ListenerProtocol.Smtp), ("lmtp", ListenerProtocol.Lmtp), ("submission", ListenerProtocol.Submission)) ?? ListenerProtocol.Smtp;
        var listener = new ListenerSettings
        {
            Address = Address(entry) ?? new IPEndPoint(IPAddress.None, 0),
            Protocol = protocol,
            Tls = tls,
            CertificateFile = certificate,
            CertificateKeyFile = entry.ExistingFile("certificate-key", context),
            Auth = Auth(entry, protocol, tls),
            LoginSenders = entry.Choice("login-senders", ("envelope", LoginSenders.Envelope), ("both", LoginSenders.Both), ("any", LoginSenders.Any)) ?? LoginSenders.Envelope,
            Trust = entry.Choice("trust", ("any", SessionTrust.Anonymous), ("internal", SessionTrust.Internal)) ?? SessionTrust.Anonymous,
            Connector = entry.Text("connector"),
            Demands = ConnectorSection.Read(entry, tls, context),
            Tenant = TenantSection.IdIn(entry, "tenant"),
            Smuggling = entry.Choice("smuggling", ("reject", Smuggling.Reject), ("normalise", Smuggling.Normalise)) ?? Smuggling.Reject,
            ProxyNetworks = entry.Networks("proxy-protocol"),
            Verify = entry.Choice("verify-recipients", ("none", RecipientVerification.None), ("next-hop", RecipientVerification.NextHop), ("directory", RecipientVerification.Directory))
                ?? RecipientVerification.None,
            DeferUnverified = entry.Choice("unverified", ("accept", false), ("defer", true)) ?? false,
        };
        ConnectorSection.Check(entry, listener);
        entry.Close();
        if (protocol == ListenerProtocol.Lmtp && listener.Address.Port == SmtpPort)
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("protocol"), "port 25 is for SMTP only", "give LMTP another port, for example 24");
        return entry.Has("address") ? listener : null;
    }

    /// <summary>Who is to log in must be somewhere to be found.</summary>
    public static void CheckLogins(Section? listen, GatewaySettings settings)
    {
        if (listen is null || listen.Findings.HasErrors || settings.Users.Count > 0 || settings.Directories.Count > 0)
            return;
        foreach (var (entry, listener) in listen.Subs("smtp").Zip(settings.Listeners).Where(pair => pair.Second.Auth != ListenerAuth.None))
            entry.Findings.Warning(
                SettingsCodes.Dangling, entry.PlaceOf(entry.Has("auth") ? "auth" : "protocol"),
                listener.Auth == ListenerAuth.Required ? "nobody can send here: logging in is required, and there is nobody to log in" : "there is nobody to log in here",
                "name people under  users:  or ask a directory by  directories:  (docs/how-to/listeners.md)");
    }

    private static ListenerAuth Auth(Section entry, ListenerProtocol protocol, ListenerTls tls)
    {
        var auth = entry.Choice("auth", ("none", ListenerAuth.None), ("optional", ListenerAuth.Optional), ("required", ListenerAuth.Required))
            ?? (protocol == ListenerProtocol.Submission ? ListenerAuth.Required : ListenerAuth.None);
        if (auth != ListenerAuth.None && tls == ListenerTls.None)
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf(entry.Has("auth") ? "auth" : "protocol"), "nobody can log in here: passwords are taken under TLS only", "give the listener  certificate: file:…");
        return auth;
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
}
