using Chancery.Policy.Registry.ActionTables;

namespace Chancery.Policy.Registry;

/// <summary>All actions of the catalogue (language, 1.8), in the order in which a plan lists them.</summary>
internal static class ActionRegistry
{
    public static readonly string[] MethodNames = Methods.All.Names;

    /// <summary>How the reader of a container comes to its password (R28).</summary>
    public static readonly IReadOnlyList<ParameterDescriptor> Password = ContainerParameters.Password;

    public static readonly string[] ReturnChannels = ContainerParameters.ReturnChannels.Names;

    public static IReadOnlyList<ActionDescriptor> All { get; } =
        [.. ProtectionActions.All, .. AttachmentActions.All, .. DispositionActions.All, .. DeliveryActions.All, .. ChangeActions.All, .. ReportActions.All];

    private static readonly Dictionary<string, ActionDescriptor> ByName = All.ToDictionary(action => action.Name, StringComparer.Ordinal);

    public static ActionDescriptor? Find(string name) => ByName.GetValueOrDefault(name);
}
