using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Given;

/// <summary>
/// Reads <c>facts:</c>. A value is typed by its fact; a mapping gives it by recipient or part (<c>*</c>: all), for detectors,
/// models and header fields by their name; <c>{ unknown: why }</c> is what nobody can know.
/// </summary>
internal sealed class FactReader(FindingBag findings)
{
    public List<(NamedFact Name, Fact Fact)> Read(Node? node)
    {
        switch (node)
        {
            case null:
                return [];
            case Node.Mapping facts:
                return [.. facts.Entries.SelectMany(One)];
            default:
                findings.Error("CH1103", node.At, $"`facts` is a mapping, this is {node.Kind}", "write `facts: { auth.dkim: pass }`");
                return [];
        }
    }

    /// <summary>The names under <c>unknown:</c>.</summary>
    public NamedFact? Name(Node.Scalar written)
    {
        var named = NamedFact.Of(written.Text);
        if (FactNames.IsKnown(named.Name))
            return named;
        Unknown(written, named.Name);
        return null;
    }

    private IEnumerable<(NamedFact, Fact)> One(Node.Entry entry)
    {
        var named = NamedFact.Of(entry.Key.Text);
        if (FactNames.TypeOf(named.Name) is not { } type)
        {
            Unknown(entry.Key, named.Name);
            return [];
        }

        var given = entry.Value is Node.Mapping by && by.Find("unknown") is null
            ? by.Entries.Select(one => (Narrowed(named, one.Key.Text), ValueOf(type, one.Value)))
            : [(named, ValueOf(type, entry.Value))];
        return given.Where(one => one.Item2 is not null).SelectMany(one => AsAsked(one.Item1, one.Item2!)).ToList();
    }

    private static NamedFact Narrowed(NamedFact named, string by) =>
        FactNames.HasArgument(named.Name) ? named with { Argument = by }
        : named with { Subject = by == "*" ? null : by.Contains('@') ? DomainLiteral.NormaliseAddress(by) : by };

    /// <summary>A policy asks for the sender in the envelope and in the From field.</summary>
    private static IEnumerable<(NamedFact, Fact)> AsAsked(NamedFact named, Fact fact) => named.Name != "sender.address"
        ? [(named, fact)]
        : [(named with { Name = "sender.envelope" }, fact), (named with { Name = "sender.header" }, fact is Fact.Known known ? Fact.Of([known.Value.ToString()!]) : fact)];

    private Fact? ValueOf(FactType type, Node node) => node switch
    {
        Node.Mapping { Entries: [{ Key.Text: "unknown", Value: Node.Scalar why }] } => new Fact.Unknown(why.Text.Length == 0 ? "given as unknown" : why.Text),
        Node.Sequence list when type == FactType.Set => Fact.Of(list.Items.OfType<Node.Scalar>().Select(item => item.Text)),
        Node.Scalar scalar => OfScalar(type, scalar),
        _ => Refuse(node, $"this value is {node.Kind}", type == FactType.Set ? "write a list" : "write one value"),
    };

    private Fact? OfScalar(FactType type, Node.Scalar scalar)
    {
        switch (type)
        {
            case FactType.Flag:
                return scalar.Text is "true" or "false" ? Fact.Of(scalar.Text == "true") : Refuse(scalar, $"`{scalar.Text}` is neither true nor false", "write `true` or `false`");
            case FactType.Size or FactType.Number:
                return Literal.Amount(scalar.Text) is { } amount ? Fact.Of(amount) : Refuse(scalar, $"`{scalar.Text}` is no number", "write a number, or a size like `25MB`");
            case FactType.Set or FactType.Header:
                return Fact.Of([scalar.Text]);
            default:
                return Fact.Of(scalar.Text);
        }
    }

    private void Unknown(Node.Scalar at, string name)
    {
        if (FactNames.SaidElsewhere(name) is { } cure)
            findings.Error("CH6004", at.At, $"`{name}` cannot be given as a fact", cure);
        else
            findings.Error("CH6004", at.At, $"unknown fact `{name}`{Similar.Hint(name, FactNames.All)}", "name a fact as rules do: `recipient.keys.smime`, `label`, `auth.dkim`", Similar.Nearest(name, FactNames.All));
    }

    private Fact? Refuse(Node at, string message, string help)
    {
        findings.Error("CH6005", at.At, message, help);
        return null;
    }
}

internal static class Literal
{
    /// <summary>A size with its unit, or a bare number; null if it is neither.</summary>
    public static decimal? Amount(string text)
    {
        var negative = text.StartsWith('-');
        var (value, unit) = Quantity.Parse(negative ? text[1..] : text, Quantity.SizeUnits);
        if (value is null && unit.Length == 0)
            (value, _) = Quantity.Parse(text.TrimStart('-') + "B", Quantity.SizeUnits);
        return negative ? -value : value;
    }
}
