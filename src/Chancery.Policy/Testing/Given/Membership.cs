using Chancery.Policy.Literals;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Given;

/// <summary>
/// Who belongs where, written either way: <c>{ radiology: [anna@acme.example] }</c> or <c>{ anna@acme.example: [radiology] }</c>;
/// <c>*</c> is everybody, and <c>unknown</c> in place of the list is what the directory cannot tell.
/// </summary>
internal sealed class Membership
{
    private const string Everybody = "*";

    private readonly Dictionary<string, HashSet<string>?> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>?> _byAddress = new(StringComparer.Ordinal);

    public static Membership None { get; } = new();

    private bool IsGiven => _byName.Count + _byAddress.Count > 0;

    public void Add(string key, IReadOnlyList<Node.Scalar> values)
    {
        var isUnknown = values is [{ Text: "unknown" }];
        if (key == Everybody || key.Contains('@'))
            _byAddress[Normal(key)] = isUnknown ? null : [.. values.Select(value => value.Text)];
        else
            _byName[key] = isUnknown ? null : [.. values.Select(value => Normal(value.Text))];
    }

    /// <summary>Whether the address belongs to it; null if the file does not say.</summary>
    public (bool? Belongs, bool Unknown)? Of(string address, string name)
    {
        if (_byName.TryGetValue(name, out var members))
            return members is null ? (null, true) : (members.Contains(Normal(address)) || members.Contains(Everybody), false);
        if (_byAddress.TryGetValue(Normal(address), out var names) || _byAddress.TryGetValue(Everybody, out names))
            return names is null ? (null, true) : (names.Contains(name), false);
        return null;
    }

    /// <summary>All that the address belongs to; null if the file does not speak of any.</summary>
    public (IReadOnlyList<string> Names, bool Unknown)? All(string address)
    {
        if (!IsGiven)
            return null;
        var own = _byAddress.TryGetValue(Normal(address), out var names) || _byAddress.TryGetValue(Everybody, out names);
        if (own && names is null)
            return ([], true);
        var listed = _byName.Where(entry => entry.Value is { } members && (members.Contains(Normal(address)) || members.Contains(Everybody))).Select(entry => entry.Key);
        return ([.. listed.Concat(names ?? []).Distinct().Order(StringComparer.Ordinal)], _byName.Values.Any(members => members is null));
    }

    private static string Normal(string address) => DomainLiteral.NormaliseAddress(address);
}
