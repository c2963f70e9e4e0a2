using Chancery.Policy.Conditions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>A condition with a name; rules say <c>use: name</c>. It is read anew where it is used: its keys may speak about the message or about one attachment.</summary>
/// <param name="Tests">How many it has with all that it uses.</param>
internal sealed record NamedCondition(Node Node, Place At, int Tests = 0);

/// <summary>The tests that <c>use:</c> brings into a tenant's policy, counted wherever they are used: a small file must not grow without measure.</summary>
internal sealed class UsedTests
{
    private const int Most = 250_000;

    private int _spent;

    /// <summary>False if they are too many; the finding is added once.</summary>
    public bool Add(NamedCondition used, Node.Scalar at, FindingBag findings)
    {
        if (_spent <= Most && (_spent += used.Tests) > Most)
            findings.Error("CH3003", at.At, $"the conditions used have more than {Most} tests together, counted wherever they are used", "use lists, or ask once: a rule set with a `scope`, or fewer rules");
        return _spent <= Most;
    }
}

/// <summary>Checks named conditions by themselves: that they end, that they stay small, and that they can be read.</summary>
internal static class NamedConditions
{
    /// <summary>Tests that a condition may have when all that it uses is written out.</summary>
    private const int MaxTests = 10_000;

    /// <summary>Conditions used one through the other.</summary>
    private const int MaxChain = 16;

    /// <summary>Those that can be used; null stands for one that there is, and that cannot.</summary>
    public static IReadOnlyDictionary<string, NamedCondition?> Check(IReadOnlyDictionary<string, NamedCondition> declared, FindingBag findings)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in declared.Keys)
            Size(name, declared, sizes, [], findings);
        foreach (var (name, condition) in declared.Where(entry => sizes[entry.Key] > MaxTests))
            findings.Error("CH3003", condition.At, $"condition `{name}` has more than {MaxTests} tests with all that it uses", "use lists, or fewer conditions inside each other");
        return declared.ToDictionary(entry => entry.Key, entry => sizes[entry.Key] is >= 0 and <= MaxTests ? entry.Value with { Tests = (int)sizes[entry.Key] } : null, StringComparer.Ordinal);
    }

    /// <summary>Reads each once, so that mistakes in one that nobody uses are found too.</summary>
    public static void Read(Names names, FindingBag findings)
    {
        foreach (var condition in names.Conditions.Values.OfType<NamedCondition>())
        {
            if (Problems(condition.Node, names, attachment: false) is { HasErrors: true } ofMessage && Problems(condition.Node, names, attachment: true).HasErrors)
                findings.AddAll(ofMessage);
        }
    }

    public static FindingBag Problems(Node node, Names names, bool attachment)
    {
        var aside = new FindingBag();
        var parser = new ConditionParser(aside, names);
        _ = attachment ? parser.ParseAttachment(node) : parser.Parse(node);
        return aside;
    }

    /// <summary>Below zero: it uses itself.</summary>
    private static long Size(string name, IReadOnlyDictionary<string, NamedCondition> declared, Dictionary<string, long> sizes, List<string> path, FindingBag findings)
    {
        if (sizes.TryGetValue(name, out var known))
            return known;
        if (path.Count == MaxChain)
        {
            findings.Error("CH3003", declared[name].At, $"condition `{name}` is used through {MaxChain} others, one inside the other", "use lists, or fewer conditions inside each other");
            return -1;
        }

        var size = 0L;
        path.Add(name);
        foreach (var use in UsesIn(declared[name].Node))
        {
            if (use is null)
                size++;
            else if (path.IndexOf(use.Text) is >= 0 and var start)
            {
                findings.Error("CH3002", use.At, $"condition `{use.Text}` uses itself: {string.Join(" → ", path[start..].Append(use.Text))}", "take one of the uses away");
                size = -1;
                break;
            }
            else if (declared.ContainsKey(use.Text))
            {
                var inner = Size(use.Text, declared, sizes, path, findings);
                size = inner < 0 || size < 0 ? -1 : Math.Min(size + inner, MaxTests + 1);
                if (size < 0)
                    break;
            }
        }

        path.RemoveAt(path.Count - 1);
        return sizes[name] = size;
    }

    /// <summary>The names used in a condition; null for each other entry.</summary>
    private static IEnumerable<Node.Scalar?> UsesIn(Node node) => node switch
    {
        Node.Mapping mapping => mapping.Entries.SelectMany(entry => entry is { Key.Text: "use", Value: Node.Scalar name } ? [name] : UsesIn(entry.Value).Append(null)),
        Node.Sequence list => list.Items.SelectMany(UsesIn),
        _ => [],
    };
}
