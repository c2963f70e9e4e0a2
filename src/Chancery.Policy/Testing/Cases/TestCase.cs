using Chancery.Policy.Syntax;
using Chancery.Policy.Testing.Given;

namespace Chancery.Policy.Testing.Cases;

/// <summary>A document of kind Tests.</summary>
internal sealed record TestDocument(Against Against, IReadOnlyList<TestCase> Cases);

/// <summary>Whose policy is asked, and who the party that is ours is, where a case does not say otherwise.</summary>
internal sealed record Against(
    Node.Scalar? Tenant, IReadOnlyList<string> Sites, IReadOnlyList<string> Departments, IReadOnlyList<string> Groups, string? User)
{
    public static Against Anyone { get; } = new(null, [], [], [], null);
}

/// <param name="Eml">A mail instead of the short form, relative to the document.</param>
/// <param name="IsForAll">Says something of every mail; only a proof can show it.</param>
internal sealed record TestCase(string Name, Place At, GivenFacts Given, Node.Scalar? Eml, Expectation Expect, bool IsForAll);

/// <param name="Error">A code that loading the policy must find.</param>
/// <param name="Snapshot">The groups as JSON, relative to the document.</param>
internal sealed record Expectation(int? Groups, Place GroupsAt, IReadOnlyList<PlanExpectation> Plans, Node.Scalar? Error, Node.Scalar? Snapshot)
{
    public static Expectation Nothing { get; } = new(null, default, [], null, null);
}

/// <summary>What must stand in the plan of one recipient.</summary>
/// <param name="For">An address, or null for everybody.</param>
/// <param name="IsExact">Nothing else may stand there.</param>
internal sealed record PlanExpectation(
    Node.Scalar? For, IReadOnlyList<Node.Entry> Members, IReadOnlyList<Node.Scalar> Because, IReadOnlyList<Node.Scalar> NotBecause, bool IsExact);
