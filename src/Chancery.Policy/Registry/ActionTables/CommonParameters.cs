using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.ActionTables.Parameters;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>What every action takes, and values that several share.</summary>
internal static class CommonParameters
{
    public static readonly Choices TwoFactor = new(
        new Choice("none", "no second factor", "kein zweiter Faktor"), new Choice("optional", "offered", "wird angeboten"), new Choice("required", "demanded", "wird verlangt"));

    public static readonly Choices IfSigned = new(
        new Choice("hold", "hold the mail", "die Mail zurückhalten"), new Choice("wrap", "put the signed mail into a new one", "die signierte Mail in eine neue legen"),
        new Choice("skip", "leave the mail as it is", "die Mail lassen, wie sie ist"));

    /// <summary>The ways out, by name; <c>retry</c> is written as a mapping.</summary>
    public static readonly Choices Failures = new(
        new Choice("next", "take the next acceptable method", "das nächste zulässige Verfahren nehmen"), new Choice("hold", "hold the mail", "die Mail zurückhalten"),
        new Choice("defer", "try again from the queue", "aus der Warteschlange erneut versuchen"), new Choice("reject", "refuse the mail", "die Mail ablehnen"),
        new Choice("ignore", "go on, and record it", "weitermachen und es festhalten"));

    private static readonly Choices OnUnknown = new(
        new Choice("skip", "leave it out", "auslassen"), new Choice("apply", "do it all the same", "trotzdem ausführen"));

    private static readonly KeyDescriptor[] Retry =
    [
        new("retry", Forms.Duration, "so long", "so lange", Required: true),
        new("then", Forms.Actions, "what happens after that", "was danach geschieht"),
    ];

    public static IReadOnlyList<ParameterDescriptor> All { get; } =
    [
        Other("onFailure", ParameterType.Any, new Shape.Either([Forms.Choice(Failures), Forms.Keys(Retry)]), "what happens when the action fails", "was geschieht, wenn die Aktion scheitert"),
        Texts("before", "names of actions that come after this one", "Namen von Aktionen, die danach kommen"),
        Texts("after", "names of actions that come before this one", "Namen von Aktionen, die davor kommen"),
        Choice("onUnknown", OnUnknown, "when the rule only may match", "wenn die Regel nur möglicherweise zutrifft"),
    ];

    /// <summary><c>onFailure</c> of one action.</summary>
    public static Shape OnFailure(Failure failure)
    {
        var named = Forms.Choice(new Choices([.. Failures.All.Where(choice => failure.Allowed.Contains(choice.Name))]));
        return failure.Allowed.Contains("retry") ? new Shape.Either([named, Forms.Keys(Retry)]) : named;
    }
}
