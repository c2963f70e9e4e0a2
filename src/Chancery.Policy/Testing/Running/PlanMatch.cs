using System.Text.Json;
using Chancery.Policy.Plans;
using Chancery.Policy.Syntax;
using Chancery.Policy.Testing.Cases;

namespace Chancery.Policy.Testing.Running;

/// <summary>Compares what a test expects of a plan with the plan, in the shape in which <c>simulate</c> shows it.</summary>
internal sealed class PlanMatch(PlanExpectation expected, JsonElement plan)
{
    private const string Nothing = "none";

    /// <summary>Members that follow from others, or say nothing.</summary>
    private static readonly string[] Silent = ["changesCopy"];

    public IEnumerable<Wording> Differences() =>
        expected.Members.Where(member => !Holds(member)).Select(Difference).Concat(expected.IsExact ? Unmentioned() : []);

    private bool Holds(Node.Entry member)
    {
        var (name, value) = (member.Key.Text, member.Value);
        return name switch
        {
            "disposition" or "sign" => ValueMatch.IsOneOf(value, Text(name)),
            "protection" or "signKey" or "profile" => ValueMatch.IsOneOf(value, Text(name)),
            "signRequired" => ValueMatch.IsOneOf(value, Text(name) == "true" ? "true" : "false"),
            "acceptable" or "tried" => ValueMatch.Holds(value is Node.Scalar one ? new Node.Sequence(one.At, one.Text == Nothing ? [] : [one]) : value, plan.GetProperty(name)),
            "stages" => Stages(value),
            "filelink" => Links(value),
            "attachments" when plan.TryGetProperty(name, out var acts) => Items(value, acts),
            "hold" => Terms(value, "hold", "approvers", "reasons"),
            "reject" => Terms(value, "reject", "code", "text"),
            "actions" => Items(value, Actions),
            "pdf" or "portal" when plan.TryGetProperty(name, out var terms) => !IsNothing(value) && ValueMatch.Holds(value, terms),
            _ => Action(name, value),
        };
    }

    private JsonElement Actions => plan.GetProperty("actions");

    /// <summary>In this order, others between them; with <c>exact</c> just these.</summary>
    private bool Stages(Node value)
    {
        var wanted = value is Node.Sequence list ? list.Items.Select(Rendering.Of).ToList() : [Rendering.Of(value)];
        var actual = plan.GetProperty("stages").EnumerateArray().Select(stage => stage.GetString()!).ToList();
        if (expected.IsExact)
            return wanted.SequenceEqual(actual);
        var next = 0;
        foreach (var stage in actual.Where(_ => next < wanted.Count))
            next += stage == wanted[next] ? 1 : 0;
        return next == wanted.Count;
    }

    /// <summary>A mapping speaks of every link, and of how many there are; a list of one each.</summary>
    private bool Links(Node value)
    {
        var links = plan.GetProperty("filelink");
        if (IsNothing(value))
            return links.GetArrayLength() == 0;
        if (value is not Node.Mapping mapping)
            return Items(value, links);
        var each = mapping with { Entries = [.. mapping.Entries.Where(entry => entry.Key.Text != "count")] };
        return (ValueMatch.Number(mapping.Find("count")?.Value) is { } count ? links.GetArrayLength() == count : links.GetArrayLength() > 0)
            && links.EnumerateArray().All(link => ValueMatch.Holds(each, link));
    }

    private bool Items(Node value, JsonElement actual)
    {
        if (IsNothing(value))
            return actual.GetArrayLength() == 0;
        var wanted = value is Node.Sequence list ? list.Items : [value];
        return wanted.All(item => actual.EnumerateArray().Any(one => item is Node.Scalar name ? Rendering.Of(one.EnumerateObject().First().Value) == name.Text : ValueMatch.Holds(item, one)))
            && (!expected.IsExact || wanted.Count == actual.GetArrayLength());
    }

    /// <summary>A literal stands for any of the members named.</summary>
    private bool Terms(Node value, string name, params string[] bare)
    {
        if (!plan.TryGetProperty(name, out var terms))
            return IsNothing(value);
        return !IsNothing(value) && (value is Node.Mapping ? ValueMatch.Holds(value, terms) : bare.Any(member => ValueMatch.Holds(value, terms.GetProperty(member))));
    }

    /// <summary>A literal stands for any parameter of the action.</summary>
    private bool Action(string name, Node value)
    {
        var planned = Actions.EnumerateArray().Where(action => action.GetProperty("action").GetString() == name).ToList();
        if (IsNothing(value))
            return planned.Count == 0;
        var wanted = value is Node.Sequence list ? list.Items : [value];
        return wanted.All(item => planned.Any(action => item is Node.Mapping ? ValueMatch.Holds(item, action) : Parameters(action).Any(parameter => ValueMatch.Holds(item, parameter.Value))))
            && (!expected.IsExact || planned.Count == wanted.Count);
    }

    private static IEnumerable<JsonProperty> Parameters(JsonElement action) => action.EnumerateObject().Where(member => member.Name != "action");

    /// <summary>With <c>exact</c> everything that stands in the plan must be expected.</summary>
    private IEnumerable<Wording> Unmentioned()
    {
        var named = expected.Members.Select(member => member.Key.Text).ToHashSet(StringComparer.Ordinal);
        var members = plan.EnumerateObject().Where(member => !Silent.Contains(member.Name) && member.Name != "actions" && !named.Contains(member.Name) && !IsPlain(member));
        var actions = named.Contains("actions") ? [] : Actions.EnumerateArray().Where(action => !named.Contains(action.GetProperty("action").GetString()!));
        return members.Select(member => $"{member.Name}: {Rendering.Of(member.Value)}").Concat(actions.Select(action => Rendering.Of(action)))
            .Select(text => new Wording($"not expected: {text}", $"nicht erwartet: {text}"));
    }

    private static bool IsPlain(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.Array => member.Value.GetArrayLength() == 0,
        JsonValueKind.String => (member.Name, member.Value.GetString()) is ("disposition", "deliver") or ("protection", "plain") or ("sign", Nothing),
        _ => false,
    };

    private Wording Difference(Node.Entry member)
    {
        var (name, wanted) = (member.Key.Text, Rendering.Of(member.Value));
        var actual = plan.TryGetProperty(name, out var value) ? Rendering.Of(value) : ActionsNamed(name);
        return new Wording($"{name}: expected {wanted}, got {actual}", $"{name}: erwartet {wanted}, ist {actual}");
    }

    private string ActionsNamed(string name)
    {
        var planned = Actions.EnumerateArray().Where(action => action.GetProperty("action").GetString() == name).Select(action => Rendering.Of(action)).ToList();
        return planned.Count == 0 ? Nothing : string.Join(", ", planned);
    }

    private string Text(string name) => plan.TryGetProperty(name, out var value) ? Rendering.Of(value) : Nothing;

    private static bool IsNothing(Node value) => value is Node.Scalar { Text: Nothing } or Node.Sequence { Items: [] };

    public static JsonElement JsonOf(Plan plan)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            PlanJson.Write(json, plan);
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }
}
