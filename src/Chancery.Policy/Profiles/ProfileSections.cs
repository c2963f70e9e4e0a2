using Chancery.Policy.Registry;
using static Chancery.Policy.Registry.ParameterType;

namespace Chancery.Policy.Profiles;

/// <summary>One section of a Profiles document.</summary>
/// <param name="Default">The profile <c>default</c> that is there without an entry (R17); null: none.</param>
internal sealed record ProfileSection(string Name, string Singular, IReadOnlyList<ParameterDescriptor> Parameters, IReadOnlyDictionary<string, string>? Default = null);

/// <summary>All sections with what may stand in them.</summary>
internal static class ProfileSections
{
    private static readonly string[] Ciphers = ["aes-256-cbc", "aes-256-gcm", "aes-128-cbc", "aes-128-gcm"];
    private static readonly string[] Hashes = ["sha-256", "sha-384", "sha-512"];
    private static readonly string[] TwoFactor = ["none", "optional", "required"];

    public static IReadOnlyList<ProfileSection> All { get; } =
    [
        new("crypto", "crypto profile",
        [
            new("smime", Group, Inner:
            [
                new("content", Choice, Ciphers), new("sign", Group, Inner: [new("hash", Choice, Hashes), new("scheme", Choice, ["pkcs1", "pss"])]),
                new("keyTransport", Choice, ["rsa-pkcs1", "rsa-oaep"]), new("headerProtection", Flag),
            ]),
            new("pgp", Group, Inner: [new("aead", Choice, ["none", "ocb", "eax", "gcm"]), new("cipher", Choice, ["aes-256", "aes-128"]), new("sign", Group, Inner: [new("hash", Choice, Hashes)])]),
        ]),
        new("pdf", "PDF profile",
        [
            new("encryption", Choice, ["aes-256"], "aes-256"), new("password", Group, Inner: ActionRegistry.Password), new("returnChannel", Choice, ActionRegistry.ReturnChannels, "none"),
        ], Of(("encryption", "aes-256"), ("password.strategy", "generated"), ("password.length", "16"), ("password.deliver", "phone"), ("returnChannel", "none"))),
        new("portals", "portal",
        [
            new("twoFactor", Choice, TwoFactor, "none"), new("reply", Flag, Default: "true"), new("download", Flag, Default: "true"), new("retention", Duration, Default: "90d"), new("case", Any),
        ], Of(("twoFactor", "none"), ("reply", "true"), ("download", "true"), ("retention", "90d"))),
        new("spaces", "space", [new("region", Text), new("quota", Size), new("encryption", Choice, ["per-object-key"], "per-object-key")], Of(("encryption", "per-object-key"))),
        new("archives", "archive", [new("sink", Name), new("retention", Duration), new("form", Choice, ["plain", "sent", "both"], "plain")], Of(("form", "plain"))),
        new("sinks", "sink",
        [
            new("http", Group, Inner: [new("url", Url, Required: true), new("method", Choice, ["post", "put"]), new("auth", Secret), new("timeout", Duration)]),
            new("syslog", Group, Inner: [new("host", Text, Required: true), new("port", Number), new("format", Choice, ["cef", "leef", "rfc5424"]), new("tls", Choice, ["none", "required"])]),
            new("s3", Group, Inner:
            [
                new("bucket", Text, Required: true), new("endpoint", Url), new("region", Text), new("prefix", Text), new("objectLock", Choice, ["none", "governance", "compliance"]), new("auth", Secret),
            ]),
            new("mail", Group, Inner: [new("to", Texts, Required: true)]),
        ]),
    ];

    private static Dictionary<string, string> Of(params (string Key, string Value)[] values) => values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
}
