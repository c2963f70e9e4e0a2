using Chancery.Policy.Conditions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>
/// Reads <c>scope</c>: sites, departments, groups and users, each a list of alternatives, all of which must fit the party
/// that is ours (language, 1.2, R19). An empty list means everybody.
/// </summary>
internal sealed class ScopeParser(Reader reader, ConditionParser conditions)
{
    private static readonly (string Key, string OfSender, string OfRecipient)[] Dimensions =
    [
        ("site", "sender.site", "recipient.site"), ("department", "sender.department", "recipient.department"),
        ("group", "sender.group", "recipient.group"), ("user", "sender.address", "recipient.address"),
    ];

    public Condition Parse(Node.Mapping set)
    {
        if (set.Find("scope") is not { } scope || reader.Mapping(scope.Value, "`scope`", "tenant", "site", "department", "group", "user") is not { } known)
            return new Always();
        var parts = Dimensions.Where(dimension => known.Find(dimension.Key) is { Value: not Node.Sequence { Items.Count: 0 } })
            .Select(dimension => Dimension(known.Find(dimension.Key)!, dimension.OfSender, dimension.OfRecipient)).ToList();
        return parts.Count switch { 0 => new Always(), 1 => parts[0], _ => new AllOf(parts) };
    }

    private SubjectTest Dimension(Node.Entry entry, string ofSender, string ofRecipient)
    {
        // The sender of a scope is who the envelope says: a From field cannot move a mail into another department's rules.
        var sender = ofSender == "sender.address"
            ? new Node.Mapping(entry.Value.At, [Named(entry, "from", new Node.Scalar(entry.Value.At, "envelope")), Named(entry, "in", entry.Value)]) : entry.Value;
        return new SubjectTest(conditions.Parse(About(entry, ofSender, sender)), conditions.Parse(About(entry, ofRecipient, entry.Value)));
    }

    private static Node.Mapping About(Node.Entry entry, string fact, Node value) => new(entry.Key.At, [Named(entry, fact, value)]);

    private static Node.Entry Named(Node.Entry entry, string name, Node value) => new(entry.Key with { Text = name }, value);
}
