using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Operators of domains and addresses.</summary>
internal static class NameTests
{
    private static readonly string[] OfDomains = ["is", "in", "under"];
    private static readonly string[] OfAddresses = ["is", "in"];

    public static (Func<FactValue, bool> Test, string Said) Domain(FindingBag findings, Node value)
    {
        var tests = new List<Func<string, bool>>();
        var said = "";
        foreach (var (name, key, operand) in Operands.Split(value))
        {
            if (!OfDomains.Contains(name))
            {
                Operands.UnknownOperator(findings, key!, OfDomains);
                continue;
            }

            var literals = Operands.Of(findings, operand, "a domain");
            said += (name == "under" ? " under " : "=") + Operands.Said(literals);
            var domains = literals.Select(literal => DomainOf(findings, literal)).OfType<string>().ToHashSet(StringComparer.Ordinal);
            tests.Add(name == "under" ? domain => domains.Any(parent => DomainLiteral.IsUnder(domain, parent)) : domains.Contains);
        }

        return (v => v is FactValue.Text domain && tests.All(test => test(domain.Value)), said);
    }

    public static (Func<FactValue, bool> Test, string Said) Address(FindingBag findings, Node value)
    {
        var tests = new List<Func<string, bool>>();
        var said = "";
        foreach (var (name, key, operand) in Operands.Split(value))
        {
            if (name == "group")
            {
                findings.Error("CH3101", key!.At, "`group` cannot be known: no directory is configured", "name the addresses");
                continue;
            }

            if (!OfAddresses.Contains(name))
            {
                Operands.UnknownOperator(findings, key!, OfAddresses);
                continue;
            }

            var literals = Operands.Of(findings, operand, "an address");
            said += "=" + Operands.Said(literals);
            foreach (var literal in literals.Where(literal => literal.Text.IndexOf('@') <= 0 || DomainLiteral.Normalise(literal.Text[(literal.Text.LastIndexOf('@') + 1)..]) is null))
                findings.Error("CH1108", literal.At, $"`{literal.Text}` is no mail address", "write `name@domain`; for a whole domain use the fact ending in `.domain`");
            var addresses = literals.Select(literal => DomainLiteral.NormaliseAddress(literal.Text)).ToHashSet(StringComparer.Ordinal);
            tests.Add(addresses.Contains);
        }

        return (v => v is FactValue.Text address && tests.All(test => test(address.Value)), said);
    }

    private static string? DomainOf(FindingBag findings, Node.Scalar literal)
    {
        if (DomainLiteral.Normalise(literal.Text) is { } domain)
            return domain;
        if (literal.Text.StartsWith("*.", StringComparison.Ordinal))
            findings.Error("CH1108", literal.At, $"`{literal.Text}` is no domain", $"write `under: {literal.Text[2..]}` for a domain with everything below it");
        else
            findings.Error("CH1108", literal.At, $"`{literal.Text}` is no domain", "write a name like `partner.example`");
        return null;
    }
}
