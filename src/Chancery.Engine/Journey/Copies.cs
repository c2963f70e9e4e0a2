using Chancery.Mail.Envelopes;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>The recipients of <c>copy</c> actions, each once; one that gets the message anyway needs no copy.</summary>
internal static class Copies
{
    public static IReadOnlyList<(string Address, EquatableList<Method> Methods)> AskedBy(IEnumerable<JudgedGroup> groups, Envelope envelope)
    {
        var known = new HashSet<string>(envelope.Recipients, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. groups
                .Where(group => group.Group.Plan.Disposition == Disposition.Deliver)
                .SelectMany(group => group.Group.Plan.Actions)
                .Where(action => action.Action == "copy")
                .SelectMany(action => Lines(action, "to").Select(to => (to, MethodsOf(action))))
                .Where(copy => known.Add(copy.to)),
        ];
    }

    /// <summary>Whether a group got the message by a rule: envelope recipients never do.</summary>
    public static bool IsCopy(IReadOnlyList<string> recipients, Envelope envelope) =>
        !recipients.Any(recipient => envelope.Recipients.Contains(recipient, StringComparer.OrdinalIgnoreCase));

    private static EquatableList<Method> MethodsOf(PlannedAction action) =>
        [.. Lines(action, "protect").Select(name => Enum.GetValues<Method>().First(method => Names.Of(method) == name))];

    private static string[] Lines(PlannedAction action, string parameter) =>
        action.Parameters.TryGetValue(parameter, out var value) ? value.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
}
