namespace Chancery.Policy.Findings.Fixing;

/// <summary>A policy file and what its fixes make of it.</summary>
/// <param name="Applied">In the order of the file.</param>
/// <param name="Left">They speak about places that another fix has changed; a new run judges them anew.</param>
public sealed record FixedFile(string File, byte[] Before, byte[] After, IReadOnlyList<Replacement> Applied, IReadOnlyList<Finding> Left);

/// <summary>One fix, and what stood in its place.</summary>
public sealed record Replacement(Finding Finding, string Old, string New);
