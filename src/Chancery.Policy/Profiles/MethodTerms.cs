using Chancery.Policy.Literals;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Profiles;

/// <summary>
/// How a container or the portal is to be made, out of all rules that ask for protection: what a rule says itself, else the
/// profile it names, else the built-in profile (R17).
/// </summary>
internal static class MethodTerms
{
    private static readonly string[] Factors = ["none", "optional", "required"];

    /// <param name="protects">The most authoritative first: each value is a slot of its own (language, 1.8).</param>
    /// <returns>Dotted names without <c>pdf.</c>: <c>password.strategy</c>, <c>returnChannel</c>, …</returns>
    public static IReadOnlyDictionary<string, string> Pdf(this ProfileSet profiles, IReadOnlyList<ActionUse> protects) => Terms(profiles, protects, "pdf", "pdf.", "profile");

    /// <summary>As for PDF; of second factors the stricter counts, of retentions the shorter.</summary>
    public static IReadOnlyDictionary<string, string> Portal(this ProfileSet profiles, IReadOnlyList<ActionUse> protects)
    {
        var terms = Terms(profiles, protects, "portals", "portal.", "name");
        var said = protects.Select(protect => Terms(profiles, [protect], "portals", "portal.", "name", withDefault: false)).ToList();
        var factor = said.Select(one => Array.IndexOf(Factors, one.GetValueOrDefault("twoFactor") ?? "none")).DefaultIfEmpty(0).Max();
        if (said.Any(one => one.ContainsKey("twoFactor")))
            terms["twoFactor"] = Factors[Math.Max(factor, 0)];
        var retention = said.Select(one => one.GetValueOrDefault("retention")).OfType<string>().Select(Quantity.Duration).OfType<TimeSpan>().ToList();
        if (retention.Count > 0)
            terms["retention"] = Quantity.Spell(retention.Min());
        return terms;
    }

    private static Dictionary<string, string> Terms(ProfileSet profiles, IReadOnlyList<ActionUse> protects, string section, string prefix, string named, bool withDefault = true)
    {
        var terms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var protect in protects)
        {
            Add(protect.Parameters.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(p => KeyValuePair.Create(p.Key[prefix.Length..], p.Value)), terms);
            if (protect[prefix + named] is { } profile)
                Add(profiles.Values(section, profile), terms);
        }

        if (withDefault)
            Add(profiles.Values(section, null), terms);
        return terms;
    }

    private static void Add(IEnumerable<KeyValuePair<string, string>> values, Dictionary<string, string> terms)
    {
        foreach (var (key, value) in values.Where(entry => entry.Value.Length > 0))
            terms.TryAdd(key, value);
    }
}
