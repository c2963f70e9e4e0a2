using Chancery.Policy.Facts;
using Chancery.Policy.Literals;

namespace Chancery.Policy.Testing.Given;

/// <summary>
/// What a test case or the file of <c>--facts</c> says instead of finding out: keys, groups, roles, single facts, and what
/// nobody can know. What it does not say is null here, and the next source is asked.
/// </summary>
public sealed class GivenFacts
{
    private const string KeyFact = "recipient.keys.";
    private const string Everybody = "*";

    internal GivenFacts() { }

    public static GivenFacts None { get; } = new();

    /// <summary>Time of the decision.</summary>
    public DateTimeOffset? Clock { get; internal init; }

    /// <summary>Hidden recipients that are given, beside those of the mail itself.</summary>
    public IReadOnlyList<string> Bcc => Mail.Bcc ?? [];

    internal GivenMail Mail { get; init; } = GivenMail.Empty;

    /// <summary>State of keys by address and kind.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Keys { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Portal accounts by address: <c>account</c>, <c>mobile</c>.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Portal { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    internal Membership Groups { get; init; } = Membership.None;

    internal Membership Roles { get; init; } = Membership.None;

    internal Membership Departments { get; init; } = Membership.None;

    internal Membership Sites { get; init; } = Membership.None;

    internal IReadOnlyList<(NamedFact Name, Fact Fact)> Facts { get; init; } = [];

    internal IReadOnlyList<NamedFact> Unknown { get; init; } = [];

    /// <summary>The fact as given; null if the file says nothing about it.</summary>
    /// <param name="sender">Envelope sender of the mail in question.</param>
    public Fact? Find(FactKey key, string sender)
    {
        if (Unknown.Any(unknown => unknown.Names(key)))
            return GivenUnknown();
        return Single(key) ?? People(key, sender) ?? MailAnswers.Given(key, Mail);
    }

    /// <summary>The key of this kind (<c>smime</c>, <c>pgp</c>) is given as valid.</summary>
    public bool IsGivenValid(string address, string kind) => Under(Keys, address, kind) == "valid";

    internal static Fact GivenUnknown() => new Fact.Unknown("given as unknown");

    /// <summary>What speaks of one recipient or part goes before what speaks of all.</summary>
    private Fact? Single(FactKey key)
    {
        if (key is { Name: "user.decision", Argument: "signed" } && Mail.Session.Trust != "signed")
            return null;
        var found = Facts.Where(given => given.Name.Name == key.Name && given.Name.Names(key)).OrderBy(given => given.Name.Subject is null).Select(given => given.Fact).FirstOrDefault();
        return found is Fact.Known { Value: FactValue.Set set } && key.Argument is { } asked && key.Name is not "header" ? Fact.Of(set.Values.Contains(asked)) : found;
    }

    private Fact? People(FactKey key, string sender)
    {
        var who = key.Subject ?? sender;
        return key.Name switch
        {
            "sender.group" or "recipient.group" => Member(Groups, who, key.Argument),
            "recipient.role" => Member(Roles, who, key.Argument),
            "sender.department" or "recipient.department" => Names(Departments, who),
            "sender.site" or "recipient.site" => Names(Sites, who),
            "recipient.portal.account" => Known(Under(Portal, who, "account")),
            "recipient.portal.mobile" => Known(Under(Portal, who, "mobile")),
            "recipient.mobile" => Mobile(key),
            "sender.keys.smime" or "sender.keys.pgp" when key.Argument is not null => null,
            "sender.keys.smime" => Known(Exactly(Keys, sender, "smime")),
            "sender.keys.pgp" => Known(Exactly(Keys, sender, "pgp")),
            _ => key.Name.StartsWith(KeyFact, StringComparison.Ordinal) ? KeyState(Under(Keys, who, key.Name[KeyFact.Length..])) : null,
        };
    }

    private static Fact? Member(Membership people, string address, string? name) =>
        name is null ? Names(people, address)
        : people.Of(address, name) is not var (belongs, _) ? null
        : belongs is { } known ? Fact.Of(known) : GivenUnknown();

    private static Fact? Names(Membership people, string address) =>
        people.All(address) is not var (names, unknown) ? null : unknown ? GivenUnknown() : Fact.Of(names);

    private static Fact? KeyState(string? state) => state == "unknown" ? GivenUnknown() : Known(state);

    /// <summary>The ordinary case is that a number is there, in the portal or elsewhere (R39): what is not said to be missing is known.</summary>
    private Fact Mobile(FactKey key)
    {
        var inPortal = key with { Name = "recipient.portal.mobile" };
        return Unknown.Any(unknown => unknown.Names(inPortal)) ? GivenUnknown() : Single(inPortal) ?? Known(Under(Portal, key.Subject ?? "", "mobile")) ?? Fact.Of("known");
    }

    private static Fact? Known(string? text) => text is null ? null : Fact.Of(text);

    private static string? Under(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> by, string address, string name) =>
        Exactly(by, address, name) ?? Exactly(by, Everybody, name);

    private static string? Exactly(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> by, string address, string name) =>
        by.TryGetValue(DomainLiteral.NormaliseAddress(address), out var values) && values.TryGetValue(name, out var value) ? value : null;
}
