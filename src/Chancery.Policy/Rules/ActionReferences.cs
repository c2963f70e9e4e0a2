using Chancery.Policy.Conditions;
using Chancery.Policy.Literals;
using Chancery.Policy.Profiles;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Checks what the parameters of an action refer to: profiles, sinks, labels, people.</summary>
internal sealed class ActionReferences(Operands operands)
{
    private static readonly (string Action, string Parameter, string Code, string Section)[] ToProfiles =
    [
        ("protect", "profile", "CH3210", "crypto"), ("protect", "pdf.profile", "CH3210", "pdf"), ("protect", "portal.name", "CH3211", "portals"), ("portal", "name", "CH3211", "portals"),
        ("filelink", "space", "CH3212", "spaces"), ("archive", "archive", "CH3213", "archives"), ("dms", "sink", "CH3214", "sinks"), ("webhook", "sink", "CH3214", "sinks"),
        ("siem", "sink", "CH3214", "sinks"), ("incident", "sink", "CH3214", "sinks"),
    ];

    /// <summary>Parameters that name people, and the words that stand for somebody of the mail itself.</summary>
    private static readonly (string Action, string Parameter, string[] Words)[] ToPeople =
    [
        ("hold", "approvers", ["senderManager", "tenant-admins"]), ("copy", "to", []), ("redirect", "to", []), ("journal", "to", []),
        ("notify", "to", ["sender", "recipient", "postmaster"]),
    ];

    /// <summary>Profiles whose values an action takes over: where they are named, the section, and what their values are called there.</summary>
    public static IEnumerable<(string Parameter, string Section, string Prefix)> ProfilesOf(string action) => action switch
    {
        "protect" => [("pdf.profile", "pdf", "pdf."), ("portal.name", "portals", "portal.")],
        "archive" => [("archive", "archives", "")],
        _ => [],
    };

    public void Check(ActionDescriptor action, ParameterReader parameters, Place at)
    {
        foreach (var (_, parameter, code, section) in ToProfiles.Where(reference => reference.Action == action.Name))
        {
            foreach (var name in parameters.Written.GetValueOrDefault(parameter) ?? [])
                CheckProfile(code, section, name);
        }

        foreach (var (_, parameter, words) in ToPeople.Where(reference => reference.Action == action.Name))
        {
            foreach (var name in parameters.Written.GetValueOrDefault(parameter) ?? [])
                Person(name, words);
        }

        CheckLabel(action, parameters, at);
        foreach (var topic in parameters.Written.Where(written => written.Key is "portal.case" or "case").SelectMany(written => written.Value))
            PortalCase.Check(operands.Findings, topic);
        if (action.Name == "route" && parameters.Written.GetValueOrDefault("via") is [var via] && Operands.NameIn(via.Text, "role") is { } holder)
            operands.Declared("CH3206", "role", via, holder, operands.Names.Roles, "`roles:` of a vocabulary");
    }

    /// <summary>A policy that declares none of a kind may mean those of the installation; one that declares some means one of them.</summary>
    private void CheckProfile(string code, string section, Node.Scalar name)
    {
        var (singular, profiles) = (ProfileSections.All.First(known => known.Name == section).Singular, operands.Names.Profiles);
        if (profiles.Declares(section) || profiles.Of(section).ContainsKey(name.Text))
            operands.Declared(code, singular, name, name.Text, profiles.Of(section), $"`{section}:` of the profiles");
        else
            operands.Findings.Warning(code, name.At, $"{singular} `{name.Text}` is declared nowhere in this policy", $"declare it under `{section}:` in a document of kind Profiles");
    }

    private void CheckLabel(ActionDescriptor action, ParameterReader parameters, Place at)
    {
        if (action.Name != "label")
            return;
        if (operands.Names.Labels is not { } labels)
            operands.Findings.Error("CH3101", at, "`label` sets a label, and no labels are declared in a vocabulary", "declare them under `labels:`");
        else if (parameters.Written.GetValueOrDefault("set") is [var label])
            operands.Declared("CH3203", "label", label, label.Text, labels.Ranks.ToDictionary(rank => rank.Key, rank => rank.Key), "`labels:` of a vocabulary");
    }

    /// <summary>An address, a group, <c>role(name)</c>, or a word of the action.</summary>
    private void Person(Node.Scalar name, string[] words)
    {
        if (words.Contains(name.Text))
            return;
        if (Operands.NameIn(name.Text, "role") is { } role)
            operands.Declared("CH3206", "role", name, role, operands.Names.Roles, "`roles:` of a vocabulary");
        else if (name.Text.Contains('@', StringComparison.Ordinal))
            DomainFindings.Address(operands.Findings, name);
        else if (!operands.Names.Groups.ContainsKey(name.Text))
        {
            var known = operands.Names.Groups.Keys.Concat(words).ToList();
            var near = Similar.Nearest(name.Text, known);
            operands.Findings.Error(
                "CH3205", name.At, $"`{name.Text}` is no address, and no group of this name is declared{(near is null ? "" : $"; did you mean `{near}`?")}",
                $"write `name@domain`, `role(name)`{(words.Length == 0 ? "" : ", " + string.Join(", ", words))}, or a group declared under `groups:` of a vocabulary", near);
        }
    }
}
