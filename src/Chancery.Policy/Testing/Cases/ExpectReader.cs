using System.Text.RegularExpressions;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Cases;

/// <summary>Reads <c>expect:</c>.</summary>
internal sealed partial class ExpectReader(Reader reader)
{
    /// <summary>They speak about the expectation, not about the plan.</summary>
    private static readonly string[] About = ["for", "because", "notBecause", "exact"];

    private static readonly string[] OfThePlan =
    [
        "disposition", "protection", "acceptable", "tried", "sign", "signRequired", "signKey", "profile", "filelink", "hold", "reject", "pdf", "portal",
        "attachments", "actions", "stages",
    ];

    private static readonly string[] Keys = [.. About, .. OfThePlan.Concat(ActionRegistry.All.Select(action => action.Name)).Distinct()];

    public Expectation Read(Node node)
    {
        if (reader.Mapping(node, "`expect`", "groups", "plans", "exact", "snapshot", "error") is not { } expect)
            return Expectation.Nothing;
        var exact = reader.Flag(expect, "exact", false);
        var read = new Expectation(
            expect.Find("groups") is null ? null : reader.Number(expect, "groups", 0), expect.Find("groups")?.Value.At ?? expect.At,
            [.. reader.List(expect, "plans", "plans").Select(plan => Plan(plan, exact)).OfType<PlanExpectation>()],
            Error(expect), reader.Text(expect, "snapshot"));
        if (read is { Groups: null, Plans: [], Error: null, Snapshot: null })
            reader.Findings.Error("CH6001", expect.At, "`expect` says nothing", "add `groups`, `plans`, `snapshot` or `error`");
        return read;
    }

    private PlanExpectation? Plan(Node node, bool exact)
    {
        if (reader.Mapping(node, "an expected plan", Keys) is not { } plan)
            return null;
        var members = plan.Entries.Where(entry => !About.Contains(entry.Key.Text)).ToList();
        Known(plan, "disposition", Enum.GetValues<Disposition>().Select(Names.Of));
        Known(plan, "protection", [.. Enum.GetValues<Method>().Select(Names.Of), "none"]);
        Known(plan, "acceptable", Enum.GetValues<Method>().Select(Names.Of));
        Known(plan, "sign", Enum.GetValues<Signature>().Select(Names.Of));
        var recipient = reader.Text(plan, "for");
        return new PlanExpectation(
            recipient is { Text: "*" } ? null : recipient, members, reader.Texts(plan, "because"), reader.Texts(plan, "notBecause"), reader.Flag(plan, "exact", exact));
    }

    /// <summary>A misspelt value would make a test that can only fail.</summary>
    private void Known(Node.Mapping plan, string key, IEnumerable<string> values)
    {
        var known = values.ToList();
        foreach (var text in plan.Find(key)?.Value is Node.Scalar or Node.Sequence ? reader.Texts(plan, key) : [])
        {
            if (!known.Contains(text.Text))
                reader.Findings.Error("CH1107", text.At, $"unknown value `{text.Text}` of `{key}`{Similar.Hint(text.Text, known)}", $"known are {string.Join(", ", known)}", Similar.Nearest(text.Text, known));
        }
    }

    private Node.Scalar? Error(Node.Mapping expect)
    {
        if (reader.Text(expect, "error") is not { } code)
            return null;
        if (!Code().IsMatch(code.Text))
            reader.Findings.Error("CH1108", code.At, $"`{code.Text}` is no code of a finding", "write it like `CH2101`");
        return code;
    }

    [GeneratedRegex(@"^CH[0-9]{4}$")]
    private static partial Regex Code();
}
