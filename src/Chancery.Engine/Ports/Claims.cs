namespace Chancery.Engine.Ports;

/// <summary>Asks for work that is due. It comes lane by lane in turn (tenants, and for copies their next hops), in each the new before the repeated.</summary>
/// <param name="Lease">Nobody else gets the work before this is over.</param>
/// <param name="Max">As many pieces as are given out at once.</param>
public sealed record Claim(DateTimeOffset Now, TimeSpan Lease, int Max = 1)
{
    /// <summary>As many copies as this node may have in work for one next hop, these included.</summary>
    public int PerHop { get; init; } = int.MaxValue;
}

/// <summary>A piece of work that nobody else has.</summary>
/// <param name="Times">How often it was claimed, this time included, since it was last given back or an outcome was recorded. More than once: whoever had it before died over it.</param>
public sealed record Claimed<T>(T Work, int Times);

/// <summary>What waits in the stores, each counted no further than asked for.</summary>
/// <param name="Undecided">Messages of the spool.</param>
/// <param name="Undelivered">Copies of the outbox.</param>
public sealed record Backlog(int Undecided, int Undelivered);

/// <summary>A next hop to which nothing is handed over for now.</summary>
/// <param name="NextHop">Null: none at all.</param>
public sealed record Pause(string? NextHop, DateTimeOffset Since, string By);

/// <summary>New copies that this node wants to hand over itself as soon as they are entered, as if it had claimed them.</summary>
/// <param name="Lease">Nobody else gets them before this is over.</param>
/// <param name="Ids">Which of them; only such as require no other.</param>
public sealed record EffectsInHand(TimeSpan Lease, IReadOnlyCollection<string> Ids)
{
    public static EffectsInHand None { get; } = new(TimeSpan.Zero, []);
}
