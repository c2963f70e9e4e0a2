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
        var servers = Servers(entry);
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
        var attributes = entry.Sub("attributes");
        var department = attributes?.Texts("department")?.Select(item => item.Text).ToList();
        var site = attributes?.Texts("site")?.Select(item => item.Text).ToList();
        var kind = attributes?.Text("kind");
        attributes?.Close();
        var refresh = entry.Duration("refresh") ?? TimeSpan.FromMinutes(15);
        var maxAge = entry.Duration("max-age") ?? TimeSpan.FromHours(24);
        if (maxAge < refresh)
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("max-age"), "what is known of people would be unknown before it is asked for anew", "give  max-age  a longer time than  refresh");
        var page = entry.Whole("page-size", 1, 100_000);
        entry.Close();
        if (servers is not [var first, ..] || root is null)
            return null;
        var read = new DirectorySettings
        {
            Name = name,
            Host = first.Host,
            Port = first.Port,
            Tls = first.Tls,
            Others = [.. servers.Skip(1)],
            AuthorityFile = authority,
            Base = root,
            Bind = bind,
            Password = password,
            Tenant = tenant,
            Timeout = timeout,
            Refresh = refresh,
            MaxAge = maxAge,
        };
        return read with
        {
            LoginAttributes = login ?? read.LoginAttributes,
            AddressAttributes = address ?? read.AddressAttributes,
            DepartmentAttributes = department ?? read.DepartmentAttributes,
            SiteAttributes = site ?? read.SiteAttributes,
            KindAttribute = kind ?? read.KindAttribute,
            PageSize = page ?? read.PageSize,
        };
    }

    /// <summary>Empty, with findings, where no server could be read.</summary>
    private static List<DirectoryServer> Servers(Section entry)
    {
        if (entry.Texts("ldap") is not { Count: > 0 } texts)
        {
            entry.Missing("ldap", "write  ldap: \"ldaps://ad.acme.example\"");
            return [];
        }

        return [.. texts.Select(text => Server(entry, text.Text)).OfType<DirectoryServer>()];
    }

    private static DirectoryServer? Server(Section entry, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url is not { Scheme: "ldap" or "ldaps", Host.Length: > 0, PathAndQuery: "" or "/" })
        {
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("ldap"), $"\"{text}\" is no address of a directory", "expected: ldaps://ad.acme.example, or ldap://… for StartTLS; a list of them for several servers");
            return null;
        }

        // A password may not travel in the clear, except within this machine.
        var tls = url.Scheme == "ldaps" ? DirectoryTls.Implicit : IsLoopback(url.Host) ? DirectoryTls.Plain : DirectoryTls.StartTls;
        return new DirectoryServer(url.Host.Trim('[', ']'), url.Port > 0 ? url.Port : url.Scheme == "ldaps" ? 636 : 389, tls);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
