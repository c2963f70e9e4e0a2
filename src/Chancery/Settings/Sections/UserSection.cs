using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;
using Chancery.Policy;
using Chancery.Smtp.Server.Auth;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>users</c>: who may log in at listeners, by login name.</summary>
internal static class UserSection
{
    public static IReadOnlyDictionary<string, MailUser> Read(Section top, SettingsContext context)
    {
        var users = new Dictionary<string, MailUser>(StringComparer.Ordinal);
        if (top.Sub("users") is not { } section)
            return users;
        foreach (var name in section.Keys.ToList())
            if (section.Sub(name) is { } entry && One(name, entry, context) is { } user)
                users[name] = user;
        section.Close();
        return users;
    }

    private static MailUser? One(string name, Section entry, SettingsContext context)
    {
        var hash = Secrets.ReadHash(entry, "password", context);
        if (!entry.Has("password"))
            entry.Missing("password", "write its PBKDF2 hash:  password: \"$pbkdf2-sha512$…\"  (docs/how-to/listeners.md says how to make one)");
        else if (hash is not null && PasswordHash.TryParse(hash) is null)
            entry.Findings.Error(SettingsCodes.Secret, entry.PlaceOf("password"), $"the password of \"{name}\" is no hash that can be used",
                "expected: $pbkdf2-sha512$ROUNDS$SALT$HASH with 10000 to 5000000 rounds (docs/how-to/listeners.md says how to make one)");
        var tenant = TenantSection.IdIn(entry, "tenant");
        var senders = entry.Texts("senders")?.Select(item => item.Text).ToList() ?? (MailAddress.TryParse(name, out _) ? [name] : []);
        if (senders.Count == 0)
            entry.Missing("senders", $"\"{name}\" is no address: say what it may send as:  senders: [anna@acme.example, \"@reports.acme.example\"]");
        foreach (var wrong in senders.Where(sender => !IsSender(sender)))
            entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf("senders"), $"\"{wrong}\" is neither an address nor @domain", "expected: anna@acme.example, or @acme.example for all of a domain");
        entry.Close();
        return hash is null ? null : new MailUser(name, hash, tenant, senders);
    }

    private static bool IsSender(string text) =>
        text.StartsWith('@') ? DomainName.TryNormalise(text[1..], out _) : MailAddress.TryParse(text, out _);
}
