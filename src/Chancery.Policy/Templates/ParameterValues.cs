using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Templates;

/// <summary>Checks what an instance gives against the type of the parameter.</summary>
internal static class ParameterValues
{
    public static bool Check(FindingBag findings, TemplateParameter parameter, Node value)
    {
        switch (value)
        {
            case Node.Scalar scalar:
                return CheckOne(findings, parameter, scalar);
            case Node.Sequence { Items.Count: > 0 } list when parameter.Many && list.Items.All(item => item is Node.Scalar):
                return list.Items.Cast<Node.Scalar>().Aggregate(true, (good, item) => CheckOne(findings, parameter, item) && good);
            default:
                findings.Error("CH3503", value.At, $"parameter `{parameter.Name}` is one {parameter.Type}{(parameter.Many ? " or a list of them" : "")}, this is {value.Kind}", "write a value");
                return false;
        }
    }

    private static bool CheckOne(FindingBag findings, TemplateParameter parameter, Node.Scalar value)
    {
        if (parameter.Values is { } values && !values.Contains(value.Text))
        {
            findings.Error("CH1107", value.At, $"unknown value `{value.Text}` of `{parameter.Name}`{Similar.Hint(value.Text, values)}", $"known are {string.Join(", ", values)}", Similar.Nearest(value.Text, values));
            return false;
        }

        var good = parameter.Type switch
        {
            "domain" => IsList(value) || DomainFindings.Domain(findings, value) is not null,
            "address" => IsList(value) || DomainFindings.Address(findings, value) is not null,
            "size" => Quantity.Parse(Comparison.Split(value.Text).Operand, Quantity.SizeUnits).Value is not null || Wrong(findings, parameter, value, "`25MB`"),
            "duration" => Quantity.Duration(value.Text) is not null || Wrong(findings, parameter, value, "`14d`"),
            "number" => !PlainNumber.IsAmbiguous(findings, value, value.Text) && (int.TryParse(value.Text, out _) || Wrong(findings, parameter, value, "`3`")),
            "flag" => value.Text is "true" or "false" || Wrong(findings, parameter, value, "`true` or `false`"),
            "method" => ActionRegistry.MethodNames.Contains(value.Text) || Wrong(findings, parameter, value, $"one of {string.Join(", ", ActionRegistry.MethodNames)}"),
            _ => true,
        };
        return good;
    }

    private static bool IsList(Node.Scalar value) => Conditions.Operands.NameIn(value.Text, "list") is not null;

    private static bool Wrong(FindingBag findings, TemplateParameter parameter, Node.Scalar value, string example)
    {
        findings.Error("CH3503", value.At, $"`{value.Text}` is no {parameter.Type}, as parameter `{parameter.Name}` needs", $"write {example}");
        return false;
    }
}
