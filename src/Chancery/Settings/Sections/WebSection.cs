using Chancery.Host.Settings.Tree;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>listen.web</c></summary>
internal static class WebSection
{
    public static WebSettings Read(Section? section, FindingList findings)
    {
        var portal = Url(section, "portal") ?? new Uri("http://localhost:8080");
        var studio = Url(section, "studio") ?? new Uri("http://localhost:8081");
        var publicUrl = Url(section, "public-url") ?? portal;
        if (section?.Has("portal") == true)
            findings.Info(SettingsCodes.NotBuilt, section.PlaceOf("portal"), "nothing listens here yet: the portal is not part of this version", "the address is kept for later versions");
        if (section is not null && studio.Scheme != Uri.UriSchemeHttp)
            findings.Error(SettingsCodes.NotBuilt, section.PlaceOf("studio"), "the studio speaks http in this version", "put a TLS proxy before it, and keep it on a loopback address");
        section?.Close();
        return new WebSettings(portal, studio, publicUrl);
    }

    private static Uri? Url(Section? section, string key)
    {
        if (section?.Text(key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", PathAndQuery: "/" })
            return url;
        section.Findings.Error(SettingsCodes.BadValue, section.PlaceOf(key), $"\"{text}\" is no address of a web listener", "expected: http://localhost:8081");
        return null;
    }
}
