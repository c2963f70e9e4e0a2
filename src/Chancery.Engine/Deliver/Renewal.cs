namespace Chancery.Engine.Deliver;

/// <summary>What becomes of a copy whose plan may no longer be the right one.</summary>
/// <param name="Due">When to look again, where that is known and sooner than the schedule of delivery.</param>
internal readonly record struct Renewal(RenewalKind Kind, DateTimeOffset? Due = null)
{
    public static Renewal Good { get; } = new(RenewalKind.Good);

    public static Renewal Replaced { get; } = new(RenewalKind.Replaced);

    public static Renewal Waits { get; } = new(RenewalKind.Waits);
}

internal enum RenewalKind
{
    /// <summary>It leaves as it is.</summary>
    Good,

    /// <summary>Its group has been realised anew.</summary>
    Replaced,

    /// <summary>Nothing better can be made of it yet, or never; it must not leave now.</summary>
    Waits,
}
