using Chancery.Policy.Registry;

namespace Chancery.Policy.Testing.Given;

/// <summary>Facts that may be given or declared unknown, with their types: those of the registry, and what a policy asks for beneath them.</summary>
internal static class FactNames
{
    private static readonly Dictionary<string, FactType> Beneath = new(StringComparer.Ordinal)
    {
        ["sender.envelope"] = FactType.Text,
        ["sender.header"] = FactType.Set,
        ["sender.keys.smime"] = FactType.Text,
        ["sender.keys.pgp"] = FactType.Text,
        ["attachments"] = FactType.Set,
        ["message.encryptedBy"] = FactType.Text,
        ["nexthop.final"] = FactType.Flag,
        ["recipient.mobile"] = FactType.Text,
        ["content"] = FactType.Number,
        ["header"] = FactType.Set,
        ["classification.label"] = FactType.Text,
        ["classification.score"] = FactType.Number,
        ["app.name"] = FactType.Text,
        ["app.doc"] = FactType.Text,
        ["app.id"] = FactType.Text,
        ["attachment.archive.depth"] = FactType.Number,
        ["attachment.archive.entries"] = FactType.Number,
        ["attachment.archive.ratio"] = FactType.Number,
        ["attachment.archive.parts"] = FactType.Set,
    };

    /// <summary>Said elsewhere in the form, and how.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["sender.domain"] = "give `sender.address`",
        ["recipient.address"] = "name the recipients under `mail: { to: […] }`",
        ["recipient.domain"] = "name the recipients under `mail: { to: […] }`",
        ["time"] = "give `clock: 2026-03-02T10:00:00+01:00`",
    };

    /// <summary>Facts whose mapping is by detector, model or field name and not by recipient.</summary>
    public static bool HasArgument(string name) => name is "content" or "header" or "classification.label" or "classification.score";

    public static IEnumerable<string> All => Beneath.Keys.Concat(FactRegistry.All.Select(fact => fact.Name)).Distinct();

    public static FactType? TypeOf(string name) =>
        name == "sender.address" ? FactType.Address
        : Elsewhere.ContainsKey(name) ? null
        : Beneath.TryGetValue(name, out var type) ? type
        : FactRegistry.Find(name)?.Type;

    /// <summary>A fact, or the beginning of several: <c>recipient.keys</c>.</summary>
    public static bool IsKnown(string name) => All.Any(known => known == name || known.StartsWith(name + ".", StringComparison.Ordinal));

    public static string? SaidElsewhere(string name) => Elsewhere.GetValueOrDefault(name);
}
