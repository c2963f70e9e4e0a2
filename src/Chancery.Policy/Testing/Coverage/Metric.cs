namespace Chancery.Policy.Testing.Coverage;

/// <summary>One kind of coverage: what of all there is the tests showed, and how much is wanted.</summary>
/// <param name="Name">As in <c>gate: { coverage: … }</c>.</param>
/// <param name="Wanted">Percent.</param>
/// <param name="IsDemanded">Less is an error and not advice.</param>
public sealed record Metric(string Name, string Code, int Covered, int Total, int Wanted, bool IsDemanded)
{
    /// <summary>Rounded down, so that 100 means all.</summary>
    public int Percent => Total == 0 ? 100 : 100 * Covered / Total;

    public bool IsEnough => 100 * Covered >= Wanted * Total;
}

/// <summary>A place that no test showed.</summary>
public sealed record Uncovered(string Metric, string File, int Line, Wording What);
