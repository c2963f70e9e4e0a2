using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;

namespace Chancery.Host.Settings.Sections;

/// <summary>What a listener demands of its connector: networks, a certificate, a header.</summary>
internal static class ConnectorSection
{
    private const int ShortestSecret = 16;

    public static ConnectorDemands Read(Section entry, ListenerTls tls, SettingsContext context)
    {
        var demands = new ConnectorDemands
        {
            Networks = entry.Networks("networks"),
            Certificate = Certificate(entry, tls, context),
            SecretHeader = Header(entry, "secret-header", context),
            OwnerHeader = Header(entry, "owner-header", context),
        };
        if (demands is { OwnerHeader: not null, SecretHeader: null, Certificate: null } && demands.Networks.IsEmpty)
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("owner-header"), "anybody can write this header",
                "add  networks  or  client-certificate  of the service that sets it and takes out foreign ones");
        return demands;
    }

    public static void Check(Section entry, ListenerSettings listener)
    {
        if (listener.Demands != ConnectorDemands.Nothing && listener is { Trust: SessionTrust.Anonymous, Connector: null })
            entry.Findings.Warning(SettingsCodes.BadValue, entry.Place, "this listener demands proof of its peer and gives nothing for it", "add  trust: internal  or  connector: NAME");
        if (listener is { Connector: { } name, Trust: SessionTrust.Anonymous } && listener.Demands == ConnectorDemands.Nothing && !System.Net.IPAddress.IsLoopback(listener.Address.Address))
            entry.Findings.Warning(SettingsCodes.BadValue, entry.PlaceOf("connector"), $"whoever reaches this listener counts as the connector \"{name}\", and rules believe it like our own servers",
                "say how it is known:  networks, client-certificate, secret-header  or  owner-header");
    }

    private static ClientCertificateDemand? Certificate(Section entry, ListenerTls tls, SettingsContext context)
    {
        if (tls == ListenerTls.None && entry.Has("client-certificate"))
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("client-certificate"), "without TLS no client can show a certificate", "give the listener  certificate: file:…");
        if (entry.IsText("client-certificate"))
            return new ClientCertificateDemand(entry.ExistingFile("client-certificate", context), null, null);
        if (entry.Sub("client-certificate") is not { } section)
            return null;
        var authority = section.ExistingFile("authority", context);
        var name = section.Text("name");
        var fingerprint = section.Text("fingerprint")?.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        if (fingerprint is not null && (fingerprint.Length != 64 || !fingerprint.All(char.IsAsciiHexDigit)))
            section.Findings.Error(SettingsCodes.BadValue, section.PlaceOf("fingerprint"), "this is no SHA-256 fingerprint", "expected: 64 hex digits, as  openssl x509 -noout -fingerprint -sha256  shows them");
        if (authority is null && fingerprint is null)
            section.Missing("authority", "say which certificates are meant:  authority: file:./peer-ca.pem  or  fingerprint: …");
        section.Close();
        return new ClientCertificateDemand(authority, name, fingerprint);
    }

    private static HeaderDemand? Header(Section entry, string key, SettingsContext context)
    {
        if (entry.Sub(key) is not { } section)
            return null;
        var name = section.Text("name");
        var value = Secrets.Read(section, "value", context, isSecret: key == "secret-header");
        if (name is null)
            section.Missing("name", $"write  {key}: {{ name: X-Our-Gateway, value: env:NAME }}");
        else if (!name.All(c => c is > ' ' and <= '~' and not ':'))
            section.Findings.Error(SettingsCodes.BadValue, section.PlaceOf("name"), $"\"{name}\" is no name of a header", "expected: X-Our-Gateway");
        if (!section.Has("value"))
            section.Missing("value", "write  value: env:NAME  or  value: file:PATH");
        else if (key == "secret-header" && value is { Length: < ShortestSecret })
            section.Findings.Error(SettingsCodes.Secret, section.PlaceOf("value"), "this secret is too short to be one", "at least 16 characters, for example from  openssl rand -hex 24");
        section.Close();
        return name is null || value is null ? null : new HeaderDemand(name, value);
    }
}
