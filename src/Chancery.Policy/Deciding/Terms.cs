using Chancery.Policy.Literals;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Deciding;

/// <summary>
/// The terms of a realised method from all that ask for it: the stricter second factor, the shorter retention, else what the
/// most authoritative says (language, 1.8).
/// </summary>
internal static class Terms
{
    private static readonly string[] Factors = ["none", "optional", "required"];

    /// <param name="protects">In the order of authority.</param>
    public static EquatableMap Of(Method method, IReadOnlyList<Contribution> protects)
    {
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

        return new EquatableMap(terms);
    }

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
