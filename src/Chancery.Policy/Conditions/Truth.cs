namespace Chancery.Policy.Conditions;

/// <summary>
/// Strong Kleene logic with one value more: <see cref="Pending"/> is a fact that nobody fetched yet. It is asked for only
/// where the result still depends on it.
/// </summary>
internal enum Truth { False, True, Unknown, Pending }

internal static class Kleene
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Not(this Truth truth) => truth switch
    {
        Truth.False => Truth.True,
        Truth.True => Truth.False,
        _ => truth,
    };

    public static Truth And(this Truth a, Truth b) =>
        a == Truth.False || b == Truth.False ? Truth.False
        : a == Truth.Pending || b == Truth.Pending ? Truth.Pending
        : a == Truth.Unknown || b == Truth.Unknown ? Truth.Unknown
        : Truth.True;

    public static Truth Or(this Truth a, Truth b) => a.Not().And(b.Not()).Not();

    public static Truth All(IEnumerable<Truth> truths) => truths.Aggregate(Truth.True, And);

    public static Truth Any(IEnumerable<Truth> truths) => truths.Aggregate(Truth.False, Or);
}
