using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Settings;
using Chancery.Mail.Triggers;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>triggers.keys</c>: by which the signed decisions of add-ins and business systems are checked, by name.</summary>
internal static class TriggerSection
{
    private static readonly TimeSpan MostLife = TimeSpan.FromHours(1);

    public static IReadOnlyList<TriggerKeySettings> Read(Section top, SettingsContext context)
    {
        if (top.Sub("triggers") is not { } section)
            return [];
        var keys = section.Sub("keys");
        var read = keys?.Keys.ToList().Select(name => keys.Sub(name) is { } entry ? One(name, entry, context) : null).OfType<TriggerKeySettings>().ToList() ?? [];
        keys?.Close();
        section.Close();
        return read;
    }

    private static TriggerKeySettings? One(string name, Section entry, SettingsContext context)
    {
        var key = entry.Has("secret") == entry.Has("public-key") ? null : entry.Has("secret") ? OfSecret(name, entry, context) : OfPublicKey(name, entry, context);
        if (entry.Has("secret") == entry.Has("public-key"))
            entry.Missing("secret", "write  secret: env:NAME  for a key that both sides have, or  public-key: file:PATH  for the public part of one that only the other side has; one of them");
        var tenant = TenantSection.IdIn(entry, "tenant");
        var connector = entry.Text("connector");
        var life = entry.Duration("most-life") ?? MostLife;
        entry.Close();
        return key is null ? null : new TriggerKeySettings(key, tenant, connector, life);
    }

    private static TokenKey? OfSecret(string name, Section entry, SettingsContext context) =>
        Secrets.Read(entry, "secret", context) is { } secret ? Made(entry, "secret", () => TokenKey.OfSecret(name, Encoding.UTF8.GetBytes(secret))) : null;

    private static TokenKey? OfPublicKey(string name, Section entry, SettingsContext context) =>
        entry.ExistingFile("public-key", context) is { } file ? Made(entry, "public-key", () => TokenKey.OfPublicKey(name, File.ReadAllText(file))) : null;

    private static TokenKey? Made(Section entry, string key, Func<TokenKey> make)
    {
        try
        {
            return make();
        }
        catch (Exception unfit) when (unfit is CryptographicException or IOException or UnauthorizedAccessException)
        {
            entry.Findings.Error(SettingsCodes.Secret, entry.PlaceOf(key), $"this key cannot be used: {unfit.Message}", "docs/how-to/triggers.md says how to make one");
            return null;
        }
    }
}
