using System.Net;
using System.Net.Sockets;
using Chancery.Policy.Facts;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Addresses in networks: <c>session.ip: [10.0.0.0/8]</c>.</summary>
internal static class NetworkTests
{
    private static readonly string[] Known = ["is", "in"];

    public static (Func<FactValue, bool> Test, string Said) Of(Operands operands, Node value)
    {
        var tests = new List<List<IPNetwork>>();
        var said = "";
        foreach (var (name, key, operand) in Operands.Split(value))
        {
            if (!Known.Contains(name))
            {
                operands.UnknownOperator(key!, Known);
                continue;
            }

            var literals = operands.Of(operand, "a network");
            said += "=" + Operands.Said(literals);
            tests.Add([.. operands.Expand(literals, Vocabulary.ListType.Ip).Select(literal => NetworkOf(operands.Findings, literal)).OfType<IPNetwork>()]);
        }

        return (v => v is FactValue.Text text && IPAddress.TryParse(text.Value, out var address) && tests.All(networks => networks.Any(network => network.Contains(address))), said);
    }

    public static IPNetwork? NetworkOf(FindingBag findings, Node.Scalar literal)
    {
        if (IsPlainlyWritten(literal.Text))
        {
            if (IPNetwork.TryParse(literal.Text, out var network))
                return network;
            if (IPAddress.TryParse(literal.Text, out var single))
                return new IPNetwork(single, single.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        }

        findings.Error("CH1108", literal.At, $"`{literal.Text}` is no network", "write an address or a prefix, without bits after the mask: `10.0.0.0/8`");
        return null;
    }

    /// <summary>Four decimal numbers, or the colons of IPv6: <c>010.0.0.0</c> would be read as octal, <c>10.1</c> as <c>10.0.0.1</c>.</summary>
    private static bool IsPlainlyWritten(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return true;
        var numbers = text.Split('/')[0].Split('.');
        return numbers.Length == 4 && numbers.All(number => number.Length is > 0 and <= 3 && number.All(char.IsAsciiDigit) && (number.Length == 1 || number[0] != '0'));
    }
}
