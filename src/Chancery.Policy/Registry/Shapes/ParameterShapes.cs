using Chancery.Policy.Registry.ActionTables;

namespace Chancery.Policy.Registry.Shapes;

/// <summary>What may stand behind a parameter, and behind an action's name.</summary>
internal static class ParameterShapes
{
    public static Shape.Keys Of(IEnumerable<ParameterDescriptor> parameters) => Forms.Keys([.. parameters.Select(KeyOf)]);

    /// <summary>An action's value: nothing where nothing is required, its bare form (R27), or its parameters.</summary>
    public static Shape Of(ActionDescriptor action)
    {
        var own = action.Parameters.Concat(ActionDescriptor.Common.Where(common => common.Name != "onFailure")).Select(KeyOf);
        var failure = ActionDescriptor.Common.First(common => common.Name == "onFailure");
        var keys = Forms.Keys([.. own, .. action.Failure.Allowed.Count == 0 ? (KeyDescriptor[])[] : [KeyOf(failure) with { Shape = CommonParameters.OnFailure(action.Failure), Default = action.Failure.Default }]]);
        var options = new List<Shape>();
        if (action.Bare is { } bare)
            options.Add(Of(action.Find(bare)!));
        options.Add(keys);
        if (!action.Parameters.Any(parameter => parameter.Required))
            options.Add(Forms.Nothing);
        return new Shape.Either(options);
    }

    public static Shape Of(ParameterDescriptor parameter) => parameter.Form ?? parameter.Type switch
    {
        ParameterType.Choice => new Shape.Choice(parameter.Meanings!),
        ParameterType.Choices => new Shape.Either([new Shape.Choice(parameter.Meanings!), Forms.Many(new Shape.Choice(parameter.Meanings!), 1) with { Unique = true }]),
        ParameterType.Texts => Forms.OneOrMore(Forms.Text),
        ParameterType.Number => Forms.Count,
        ParameterType.Duration => Forms.Duration,
        ParameterType.Size => Forms.Size,
        ParameterType.Time => Forms.Time,
        ParameterType.Flag => Forms.Flag,
        ParameterType.Condition => Forms.AttachmentCondition,
        ParameterType.Group => Of(parameter.Inner!),
        ParameterType.Any => new Shape.Anything(),
        ParameterType.Text or ParameterType.Name or ParameterType.Url => Forms.Text,
        ParameterType.Secret => Forms.Pattern(@"^secretRef\([^()\s]+\)$"),
    };

    private static KeyDescriptor KeyOf(ParameterDescriptor parameter) =>
        new(parameter.Name, Of(parameter), parameter.Help.English, parameter.Help.German, parameter.Required, parameter.Default);
}
