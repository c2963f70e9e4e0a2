namespace Chancery.Policy;

/// <summary>The tenant that owns a rule set, a key, a message, a register entry. Part of every key and every query.</summary>
public readonly record struct TenantId
{
    private readonly string? _id;

    /// <param name="id">Lower-case letters, digits and dashes, 1 to 63 characters.</param>
    /// <exception cref="ArgumentException">The id is not well formed.</exception>
    public TenantId(string id)
    {
        if (!IsWellFormed(id))
            throw new ArgumentException($"`{id}` is no tenant id: use a-z, 0-9 and -, at most 63 characters", nameof(id));
        _id = id;
    }

    /// <summary>The tenant of an installation that has only one.</summary>
    public static TenantId Default { get; } = new("default");

    public static bool IsWellFormed(string id) =>
        id is { Length: > 0 and <= 63 } && id.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') && id[0] != '-';

    public override string ToString() => _id ?? "default";
}
