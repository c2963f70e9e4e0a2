using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Policy.Reading;

namespace Chancery.Policy.Testing.Running;

/// <summary>Opens the mails that test cases name, by the parser of live operation.</summary>
public interface IFixtures
{
    /// <exception cref="IOException">The file cannot be read; the message is for people.</exception>
    IFixture Open(string path, FixtureEnvelope envelope);
}

/// <summary>A real mail with its envelope.</summary>
public interface IFixture : IDisposable
{
    string Sender { get; }

    IReadOnlyList<DecisionRecipient> Recipients { get; }

    /// <summary>What the mail itself tells; null for facts that do not stand in a mail.</summary>
    Fact? Find(FactKey key);
}

/// <summary>What the case says about envelope and session; what it leaves open follows from the mail.</summary>
/// <param name="From">Null: the address of the From field.</param>
/// <param name="To">Null: those of To and Cc.</param>
/// <param name="Hidden">In addition, and in no field.</param>
/// <param name="Trust">Null: internal where the sender is ours, else anonymous.</param>
/// <param name="OwnDomains">Empty: the sender's.</param>
public sealed record FixtureEnvelope(
    string? From, IReadOnlyList<string>? To, IReadOnlyList<string> Hidden, string? Trust, string? Connector, IReadOnlyList<string> OwnDomains)
{
    /// <summary>What the policy wants found in the mail.</summary>
    public ReadingTerms Reading { get; init; } = ReadingTerms.None;
}
