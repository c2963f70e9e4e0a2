using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>Short ways to declare parameters, with their help.</summary>
internal static class Parameters
{
    public static ParameterDescriptor Text(string name, string english, string german, string? otherwise = null, bool required = false) =>
        new(name, ParameterType.Text, Default: otherwise, Required: required) { Help = new(english, german) };

    public static ParameterDescriptor Name(string name, string refersTo, string english, string german, bool required = false) =>
        new(name, ParameterType.Name, Required: required) { Help = new(english, german), RefersTo = refersTo };

    public static ParameterDescriptor Texts(string name, string english, string german, bool required = false) =>
        new(name, ParameterType.Texts, Required: required) { Help = new(english, german) };

    public static ParameterDescriptor Choice(string name, Choices values, string english, string german, string? otherwise = null) =>
        new(name, ParameterType.Choice, values.Names, otherwise) { Help = new(english, german), Meanings = values };

    public static ParameterDescriptor Choices(string name, Choices values, string english, string german, bool required = false) =>
        new(name, ParameterType.Choices, values.Names, Required: required) { Help = new(english, german), Meanings = values };

    public static ParameterDescriptor Flag(string name, string english, string german) => new(name, ParameterType.Flag) { Help = new(english, german) };

    public static ParameterDescriptor Duration(string name, string english, string german, string? otherwise = null) =>
        new(name, ParameterType.Duration, Default: otherwise) { Help = new(english, german) };

    public static ParameterDescriptor Condition(string name, string english, string german) => new(name, ParameterType.Condition) { Help = new(english, german) };

    public static ParameterDescriptor Group(string name, IReadOnlyList<ParameterDescriptor> inner, string english, string german) =>
        new(name, ParameterType.Group, Inner: inner) { Help = new(english, german) };

    public static ParameterDescriptor Other(string name, ParameterType type, Shape? form, string english, string german) => new(name, type) { Help = new(english, german), Form = form };
}
