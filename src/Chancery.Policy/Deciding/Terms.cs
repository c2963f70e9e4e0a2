using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Profiles;

namespace Chancery.Policy.Deciding;

/// <summary>
/// The terms of a realised method from all that ask for it: the stricter second factor, the shorter retention, else what the
/// most authoritative says (language, 1.8).
/// </summary>
internal static class Terms
{
    private static readonly string[] Factors = ["none", "optional", "required"];

    /// <param name="protects">In the order of authority.</param>
    /// <param name="profiles">What nobody says is as in the built-in profile, or in the tenant's own <c>default</c> (R17).</param>
    public static EquatableMap Of(Method method, IReadOnlyList<Contribution> protects, ProfileSet profiles)
    {
        if (method is Method.Smime or Method.Pgp)
            return OfCrypto(Names.Of(method) + ".", Profile(protects), profiles);
        if (method is not (Method.Pdf or Method.Portal))
            return EquatableMap.Empty;
        var (prefix, terms) = (Names.Of(method) + ".", new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (name, value) in protects.SelectMany(protect => protect.Action.Parameters))
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || value.Length == 0)
                continue;
            var term = name[prefix.Length..];
            terms[term] = terms.TryGetValue(term, out var other) ? Stricter(term, other, value) : value;
        }

        foreach (var (name, value) in profiles.Values(method == Method.Pdf ? "pdf" : "portals", null))
            terms.TryAdd(name, value);
        return new EquatableMap(terms);
    }

    /// <summary>What the tenant's own crypto profile says of the method; empty where none is declared by that name.</summary>
    private static EquatableMap OfCrypto(string prefix, string? profile, ProfileSet profiles) =>
        new(profiles.Values("crypto", profile)
            .Where(value => value.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(value => value.Key[prefix.Length..], value => value.Value, StringComparer.Ordinal));

    /// <summary>The cryptographic profile the most authoritative contributor names.</summary>
    public static string? Profile(IReadOnlyList<Contribution> protects) =>
        protects.Select(protect => protect.Action["profile"]).FirstOrDefault(profile => profile is not null);

    private static string Stricter(string term, string first, string other) => term switch
    {
        "twoFactor" => Array.IndexOf(Factors, first) >= Array.IndexOf(Factors, other) ? first : other,
        "retention" => Quantity.Duration(first) <= Quantity.Duration(other) ? first : other,
        _ => first,
    };
}
