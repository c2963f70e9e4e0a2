using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Testing.Cases;
using Chancery.Policy.Testing.Given;

namespace Chancery.Policy.Testing.Running;

/// <summary>
/// The mail of one case as Decide asks for it: what is given, then what the fixture tells, then the ordinary case. Null is
/// what was needed and nobody gave.
/// </summary>
/// <param name="missingLabel">As what the policy counts a mail without a label.</param>
internal sealed class CaseMail(TestCase test, Against against, IReadOnlyList<string> domains, string missingLabel, IFixture? fixture)
{
    private readonly GivenMail _mail = test.Given.Mail;

    /// <summary>Null if the case names none.</summary>
    public string? Sender { get; } = fixture?.Sender ?? test.Given.Mail.From ?? against.User;

    public IReadOnlyList<DecisionRecipient> Recipients { get; } = fixture?.Recipients ?? RecipientsOf(test.Given.Mail);

    private string From => Sender ?? "";

    private IReadOnlyList<string> OwnDomains => domains.Count > 0 ? domains : [DomainLiteral.OfAddress(From)];

    public Fact? Find(FactKey key)
    {
        if (fixture is null && IsStripped(key))
            return Fact.Of([]);
        return test.Given.Find(key, From) ?? OfTheParty(key) ?? (fixture is null ? Session(key) ?? Defaults.ShortForm(key, _mail) : fixture.Find(key)) ?? Defaults.Common(key);
    }

    public string DirectionOf(string recipient) => Find(new FactKey("direction", recipient)) is Fact.Known { Value: FactValue.Text direction } ? direction.Value : "";

    private static IReadOnlyList<DecisionRecipient> RecipientsOf(GivenMail mail) =>
    [
        .. mail.Visible.Select(address => new DecisionRecipient(address, false))
            .Concat((mail.Bcc ?? []).Select(address => new DecisionRecipient(address, true)))
            .DistinctBy(recipient => DomainLiteral.NormaliseAddress(recipient.Address)),
    ];

    /// <summary>Control headers of sessions without trust are gone before the first rule (R8).</summary>
    private bool IsStripped(FactKey key) =>
        key is { Name: "header", Argument: { } name } && name.StartsWith("x-chancery-", StringComparison.OrdinalIgnoreCase) && Trust == "anonymous";

    private string Trust => _mail.Session.Trust ?? (IsOurs(From) ? "internal" : "anonymous");

    private bool IsOurs(string address) => OwnDomains.Contains(DomainLiteral.OfAddress(address));

    private Fact? Session(FactKey key) => key.Name switch
    {
        "direction" when key.Subject is { } recipient => Fact.Of(Direction(recipient)),
        "sender.trust" => Fact.Of(Trust),
        "session.auth" => Fact.Of(Trust == "authenticated"),
        "sender.envelope" when Sender is { } sender => Fact.Of(sender),
        "sender.header" when Sender is { Length: > 0 } sender => Fact.Of([sender]),
        "label" => Fact.Of(missingLabel),
        _ => null,
    };

    /// <summary>R36.</summary>
    private string Direction(string recipient) =>
        !IsOurs(recipient) ? "outbound" : Trust is not "anonymous" && From.Length > 0 ? "internal" : "inbound";

    /// <summary><c>against</c> speaks of the party that is ours: the sender, of inbound mail the recipient (language, 1.2).</summary>
    private Fact? OfTheParty(FactKey key)
    {
        var named = key.Name switch
        {
            "sender.site" or "recipient.site" => against.Sites,
            "sender.department" or "recipient.department" => against.Departments,
            "sender.group" or "recipient.group" => against.Groups,
            _ => [],
        };
        if (named.Count == 0 || key.Subject is { } recipient && DirectionOf(recipient) != "inbound")
            return null;
        if (key.Argument is not { } group)
            return Fact.Of(named);
        return named.Contains(group) ? Fact.Of(true) : null;
    }
}
