using Chancery.Policy.Conditions;
using Chancery.Policy.Literals;
using Chancery.Policy.Loading;
using Chancery.Policy.People;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>Reads <c>groups:</c> and <c>roles:</c>.</summary>
internal sealed class PeopleParser(Operands operands, Reader reader, ListFiles files)
{
    private static readonly string[] Needed = ["source", "filter"];

    private static readonly TimeSpan DefaultRefresh = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan DefaultMaxAge = TimeSpan.FromHours(24);

    private FindingBag Findings => operands.Findings;

    public Group? Group(SourceFile document, Node.Scalar name, Node node)
    {
        if (node is Node.Sequence or Node.Scalar)
        {
            Findings.Error("CH1103", node.At, $"group `{name.Text}` says where its members are known, this is {node.Kind}", $"write `{name.Text}: {{ static: [name@domain] }}`");
            return null;
        }

        if (reader.Mapping(node, $"group `{name.Text}`", "static", "ldap", "file", "refresh", "maxAge", "title") is not { } group)
            return null;
        One(name, group, "group", "static", "ldap", "file");
        var ages = Ages(group);
        if (group.Find("ldap") is { } ldap)
            return new Group(null, Ldap(ldap.Value, ages));

        NotEmpty(group, "static");
        var entries = reader.Texts(group, "static").Concat(reader.Text(group, "file") is { } file ? files.Entries(document, file) : []);
        return new Group(Addresses(entries).ToHashSet(StringComparer.Ordinal));
    }

    public Role? Role(SourceFile document, Node.Scalar name, Node node)
    {
        if (reader.Mapping(node, $"role `{name.Text}`", "static", "file", "ldap", "schedule", "otherwise", "refresh", "maxAge", "title") is not { } role)
            return null;
        One(name, role, "role", "static", "file", "ldap", "schedule");
        var ages = Ages(role);
        if (role.Find("otherwise") is { } left && role.Find("schedule") is null)
            Findings.Error("CH1101", left.Key.At, "`otherwise` belongs to a `schedule`", "take it away, or say when others hold the role");
        if (role.Find("ldap") is { } ldap)
            return new Role(null, [], Ldap(ldap.Value, ages));

        NotEmpty(role, "static");
        if (role.Find("schedule") is not null && role.Find("otherwise") is null)
            Findings.Error("CH1104", name.At, $"role `{name.Text}` may be held by nobody: outside of its schedules no holder is named", "add `otherwise: [name@domain]`");
        var listed = reader.Text(role, "file") is { } file ? files.Entries(document, file) : [];
        var otherwise = Addresses(reader.Texts(role, "otherwise").Concat(reader.Texts(role, "static")).Concat(listed));
        return new Role([.. reader.List(role, "schedule", "shifts").Select(Shift).OfType<Shift>()], [.. otherwise]);
    }

    private Shift? Shift(Node node)
    {
        if (reader.Mapping(node, "a shift", "in", "holders") is not { } shift)
            return null;
        if (reader.Text(shift, "in") is not { } schedule || shift.Find("holders") is null)
        {
            Findings.Error("CH1104", shift.At, "a shift needs `in` and `holders`", "write `{ in: schedule, holders: [name@domain] }`");
            return null;
        }

        return operands.Declared("CH3208", "schedule", schedule, schedule.Text, operands.Names.Schedules, "`schedules:` of a vocabulary") is { } when
            ? new Shift(when, [.. Addresses(reader.Texts(shift, "holders"))]) : null;
    }

    private IEnumerable<string> Addresses(IEnumerable<Node.Scalar> entries) => [.. entries.Select(entry => DomainFindings.Address(Findings, entry)).OfType<string>()];

    private void One(Node.Scalar name, Node.Mapping at, string what, params string[] forms)
    {
        if (forms.Count(form => at.Find(form) is not null) != 1)
            Findings.Error("CH1104", name.At, $"{what} `{name.Text}` needs one of {string.Join(", ", forms)}, and one only", $"write `static: [name@domain]`, or say where its members are known");
    }

    private void NotEmpty(Node.Mapping at, string key)
    {
        if (at.Find(key) is { } entry && reader.Texts(at, key).Count == 0)
            Findings.Error("CH1105", entry.Value.At, $"`{key}` names nobody", "name at least one address");
    }

    private (TimeSpan Refresh, TimeSpan MaxAge) Ages(Node.Mapping at) => (Age(at, "refresh", DefaultRefresh), Age(at, "maxAge", DefaultMaxAge));

    private TimeSpan Age(Node.Mapping at, string key, TimeSpan otherwise)
    {
        if (reader.Text(at, key) is not { } age)
            return otherwise;
        if (Quantity.Duration(age.Text) is { } given)
            return given;
        Findings.Error("CH1204", age.At, $"`{age.Text}` is no duration", "write a number with s, m, h, d, w or y, like `15m`");
        return otherwise;
    }

    private DirectoryQuery? Ldap(Node node, (TimeSpan Refresh, TimeSpan MaxAge) ages)
    {
        if (reader.Mapping(node, "`ldap`", "source", "filter") is not { } ldap)
            return null;
        foreach (var missing in Needed.Where(key => ldap.Find(key) is null))
            Findings.Error("CH1104", ldap.At, $"`ldap` needs `{missing}`", "write `ldap: { source: directory, filter: \"(memberOf=…)\" }`");
        if (reader.Text(ldap, "source") is not { } source || reader.Text(ldap, "filter") is not { } text)
            return null;
        try
        {
            // An answer older than it may get would be of no use.
            return new DirectoryQuery(source.Text, DirectoryFilter.Parse(text.Text), ages.Refresh < ages.MaxAge ? ages.Refresh : ages.MaxAge, ages.MaxAge, source.At.File, source.At.Line, source.At.Column);
        }
        catch (FormatException wrong)
        {
            Findings.Error("CH1117", text.At, $"`{text.Text}` is no LDAP filter (RFC 4515)", $"{wrong.Message}; write it in parentheses, each of them closed: `(memberOf=cn=…)`");
            return null;
        }
    }
}
