using System.Net;
using Chancery.Engine.Settings;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>directories</c>: LDAP servers, by name.</summary>
internal static class DirectorySection
{
    public static IReadOnlyList<DirectorySettings> Read(Section top, SettingsContext context)
    {
        if (top.Sub("directories") is not { } section)
            return [];
        var directories = section.Keys.ToList().Select(name => section.Sub(name) is { } entry ? One(name, entry, context) : null).OfType<DirectorySettings>().ToList();
        section.Close();
        return directories;
    }

    private static DirectorySettings? One(string name, Section entry, SettingsContext context)
    {
        var url = Url(entry);
        var root = entry.Text("base");
        if (root is null)
            entry.Missing("base", "say below which entry people are:  base: \"ou=people,dc=acme,dc=example\"");
        var bind = entry.Text("bind");
        var password = Secrets.Read(entry, "password", context);
        if (bind is not null && !entry.Has("password"))
            entry.Missing("password", "write  password: env:NAME  or  password: file:PATH");
        var authority = entry.ExistingFile("authority", context);
        var login = entry.Texts("login-attributes")?.Select(item => item.Text).ToList();
        var address = entry.Texts("address-attributes")?.Select(item => item.Text).ToList();
        var tenant = TenantSection.IdIn(entry, "tenant");
        var timeout = entry.Duration("timeout") ?? TimeSpan.FromSeconds(5);
        entry.Close();
        if (url is null || root is null)
            return null;
        var read = new DirectorySettings
        {
            Name = name,
            Host = url.Host.Trim('[', ']'),
            Port = url.Port > 0 ? url.Port : url.Scheme == "ldaps" ? 636 : 389,
            // A password may not travel in the clear, except within this machine.
            Tls = url.Scheme == "ldaps" ? DirectoryTls.Implicit : IsLoopback(url.Host) ? DirectoryTls.Plain : DirectoryTls.StartTls,
            AuthorityFile = authority,
            Base = root,
            Bind = bind,
            Password = password,
            Tenant = tenant,
            Timeout = timeout,
        };
        return read with { LoginAttributes = login ?? read.LoginAttributes, AddressAttributes = address ?? read.AddressAttributes };
    }

    private static Uri? Url(Section entry)
    {
        if (entry.Text("ldap") is not { } text)
        {
            entry.Missing("ldap", "write  ldap: \"ldaps://ad.acme.example\"");
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "ldap" or "ldaps", Host.Length: > 0, PathAndQuery: "" or "/" })
            return url;
        entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("ldap"), $"\"{text}\" is no address of a directory", "expected: ldaps://ad.acme.example, or ldap://… for StartTLS");
        return null;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
