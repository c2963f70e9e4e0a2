using System.Security.Cryptography;
using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;
using Chancery.Mail.Dkim;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>tenants.*.dkim</c> and <c>tenants.*.arc</c></summary>
internal static class SigningSection
{
    /// <param name="domains">Of the tenant; empty where its policy names them.</param>
    public static SigningSettings Read(Section tenant, IReadOnlyList<string> domains, SettingsContext context)
    {
        var dkim = tenant.Subs("dkim").Select(entry => Identity(entry, domains, context, mayNameFields: true)).OfType<DkimIdentity>().ToList();
        var arc = tenant.Sub("arc") is { } seal ? Identity(seal, domains, context, mayNameFields: false) : null;
        return dkim.Count == 0 && arc is null ? SigningSettings.None : new SigningSettings { Dkim = dkim, Arc = arc };
    }

    private static DkimIdentity? Identity(Section entry, IReadOnlyList<string> domains, SettingsContext context, bool mayNameFields)
    {
        var domain = Domain(entry, domains);
        var selector = Selector(entry);
        var key = Key(entry, context);
        var fields = mayNameFields ? entry.Texts("headers")?.Select(item => item.Text).ToList() : null;
        entry.Close();
        if (domain is null || selector is null || key is null)
            return null;
        var identity = new DkimIdentity(domain, selector, key);
        return fields is { Count: > 0 } ? identity with { Fields = fields } : identity;
    }

    private static string? Domain(Section entry, IReadOnlyList<string> domains)
    {
        if (entry.Text("domain") is not { } text)
        {
            entry.Missing("domain", "write the domain of the From addresses:  domain: acme.example");
            return null;
        }

        if (!DomainName.TryNormalise(text, out var domain) || domain.StartsWith('['))
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("domain"), $"\"{text}\" is no domain", "expected: acme.example");
        else if (domains.Count > 0 && !domains.Contains(domain))
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("domain"), $"\"{domain}\" is no domain of this tenant", "its domains: " + string.Join(", ", domains));
        else
            return domain;
        return null;
    }

    private static string? Selector(Section entry)
    {
        if (entry.Text("selector") is not { } text)
            entry.Missing("selector", "write the name under which the key is published:  selector: gw2026");
        else if (text.Length is 0 or > 63 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("selector"), $"\"{text}\" is no selector", "use a-z, 0-9 and -");
        else
            return text;
        return null;
    }

    private static DkimKey? Key(Section entry, SettingsContext context)
    {
        if (entry.Text("key") is not { } text)
        {
            entry.Missing("key", "write  key: file:./dkim.pem  (openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out dkim.pem)");
            return null;
        }

        var path = context.PathOf(text);
        try
        {
            return DkimKey.FromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            var why = e is CryptographicException ? e.Message : "it cannot be read";
            entry.Findings.Error(SettingsCodes.Secret, entry.PlaceOf("key"), $"the key \"{path}\" cannot be used: {why}", "a private key in PEM, RSA of at least 2048 bits or Ed25519, without a password");
            return null;
        }
    }
}
