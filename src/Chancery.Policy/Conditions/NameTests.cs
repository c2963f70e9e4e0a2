using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Conditions;

/// <summary>Operators of domains and addresses.</summary>
internal static class NameTests
{
    private static readonly string[] OfDomains = ["is", "in", "under"];
    private static readonly string[] OfAddresses = ["is", "in"];

    public static (Func<FactValue, bool> Test, string Said) Domain(Operands operands, Node value)
    {
        var tests = new List<Func<string, bool>>();
        var said = "";
        foreach (var (name, key, operand) in Operands.Split(value))
        {
            if (!OfDomains.Contains(name))
            {
                operands.UnknownOperator(key!, OfDomains);
                continue;
            }

            var literals = operands.Of(operand, "a domain");
            said += (name == "under" ? " under " : "=") + Operands.Said(literals);
            var domains = operands.Expand(literals, ListType.Domain)
                .Select(literal => DomainFindings.Domain(operands.Findings, literal, alone: key is null && operand is Node.Scalar)).OfType<string>().ToHashSet(StringComparer.Ordinal);
            tests.Add(name == "under" ? domain => DomainLiteral.IsUnderAny(domain, domains) : domains.Contains);
        }

        var all = Every.Of(tests);
        return (v => v is FactValue.Text domain && all(domain.Value), said);
    }

    public static (Func<FactValue, bool> Test, string Said) Address(Operands operands, Node value)
    {
        var tests = new List<Func<string, bool>>();
        var said = "";
        foreach (var (name, key, operand) in Operands.Split(value))
        {
            if (!OfAddresses.Contains(name))
            {
                operands.UnknownOperator(key!, [.. OfAddresses, "group"]);
                continue;
            }

            var literals = operands.Of(operand, "an address");
            said += "=" + Operands.Said(literals);
            var addresses = operands.Expand(literals, ListType.Address).Select(literal => DomainFindings.Address(operands.Findings, literal)).OfType<string>().ToHashSet(StringComparer.Ordinal);
            tests.Add(addresses.Contains);
        }

        var all = Every.Of(tests);
        return (v => v is FactValue.Text address && all(address.Value), said);
    }
}
