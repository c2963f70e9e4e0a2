namespace Chancery.Policy.Rules;

/// <summary>Actions that other products have and this language has not, and how the same is said here.</summary>
internal static class MeantActions
{
    private static readonly Dictionary<string, string> Said = new(StringComparer.OrdinalIgnoreCase)
    {
        ["deliver"] = "nothing needs to be said: what no rule holds or refuses is delivered",
        ["keep"] = "nothing needs to be said: what no rule holds or refuses is delivered",
        ["accept"] = "nothing needs to be said: what no rule holds or refuses is delivered",
        ["allow"] = "nothing needs to be said; to free a mail of a rule write `exempt: { rule: …, reason: … }`",
        ["zustellen"] = "nothing needs to be said: what no rule holds or refuses is delivered",
        ["discard"] = "no mail vanishes: write `reject`, or `quarantine`",
        ["drop"] = "no mail vanishes: write `reject`, or `quarantine`",
        ["delete"] = "no mail vanishes: write `reject`, or `quarantine`",
        ["löschen"] = "no mail vanishes: write `reject`, or `quarantine`",
        ["smime"] = "write `protect: smime` to encrypt, `sign: smime` to sign",
        ["pgp"] = "write `protect: pgp` to encrypt, `sign: pgp` to sign",
        ["pdf"] = "write `protect: pdf`",
        ["tls"] = "write `protect: tls`",
        ["plain"] = "write `protect: plain`",
        ["stop"] = "`stop: set` or `stop: layer` stands in the rule, beside `then:`",
        ["smime_encrypt"] = "write `protect: smime`",
        ["pgp_encrypt"] = "write `protect: pgp`",
        ["smime_sign"] = "write `sign: smime`",
        ["pgp_sign"] = "write `sign: pgp`",
    };

    /// <summary>Null if there is nothing better to say than what actions there are.</summary>
    public static string? Of(string name) => Said.GetValueOrDefault(name);
}
