using Chancery.Mail.Copies;
using Chancery.Mail.Inspection;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Protect;

/// <summary>What the actions <c>header</c> and <c>subject</c> of a plan do to the header.</summary>
internal static class HeaderActions
{
    /// <exception cref="HeaderValueException">A name or value cannot stand in a header.</exception>
    public static HeaderEdits Of(Plan plan, InspectedMail mail)
    {
        var edits = HeaderEdits.None;
        foreach (var action in plan.Actions)
        {
            edits = action.Action switch
            {
                "header" => Header(edits, action.Parameters),
                "subject" => Subject(edits, action.Parameters, mail),
                _ => edits,
            };
        }

        return edits;
    }

    private static HeaderEdits Header(HeaderEdits edits, EquatableMap parameters) => edits with
    {
        Set = [.. edits.Set, .. ValuesOf(parameters, "set")],
        Add = [.. edits.Add, .. ValuesOf(parameters, "add")],
        Remove = [.. edits.Remove, .. parameters.TryGetValue("remove", out var names) ? names.Split('\n') : []],
    };

    private static IEnumerable<HeaderValue> ValuesOf(EquatableMap parameters, string verb) =>
        parameters.TryGetValue($"{verb}.name", out var name) && parameters.TryGetValue($"{verb}.value", out var value) ? [new HeaderValue(name, value)] : [];

    private static HeaderEdits Subject(HeaderEdits edits, EquatableMap parameters, InspectedMail mail) => edits with
    {
        SubjectPrefix = edits.SubjectPrefix + parameters.GetValueOrDefault("prefix"),
        SubjectSuffix = edits.SubjectSuffix + parameters.GetValueOrDefault("suffix"),
        RemoveTags = parameters.GetValueOrDefault("removeTags") != "true" ? edits.RemoveTags
            : [.. edits.RemoveTags, .. parameters.GetValueOrDefault("removeTags.only") is { } only ? only.Split('\n') : mail.Tags],
    };
}
