using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>
/// Reads <c>onFailure: next | hold | defer | reject | ignore | { retry, then }</c>. What an action may be answered with when
/// it fails is the catalogue's (language, 1.8): protection is never given up.
/// </summary>
/// <param name="actions">Reads the actions of <c>then</c>.</param>
internal sealed class OnFailureParser(Reader reader, Func<Node, IReadOnlyList<ActionUse>> actions)
{
    private static readonly string[] Known = ["next", "hold", "defer", "reject", "ignore"];

    public IReadOnlyList<ActionUse> Parse(ActionDescriptor action, Node value, ParameterReader parameters)
    {
        var allowed = OnFailure.AllowedFor(action.Name);
        if (value is Node.Scalar word)
        {
            if (!Known.Contains(word.Text))
                reader.Findings.Error("CH4007", word.At, $"unknown value `{word.Text}` of `onFailure`{Similar.Hint(word.Text, Known)}", $"known are {string.Join(", ", Known)}, or `{{ retry: 4h, then: [ … ] }}`", Similar.Nearest(word.Text, Known));
            else if (!Permits(action.Name, allowed, word.Text, parameters))
                reader.Findings.Error("CH4007", word.At, $"`{action.Name}` cannot be answered with `{word.Text}` when it fails", allowed.Count == 0 ? "take `onFailure` away" : $"allowed are {string.Join(", ", allowed)}");
            parameters.Values["onFailure"] = word.Text;
            return [];
        }

        if (reader.Mapping(value, "`onFailure`", "retry", "then") is not { } retry)
            return [];
        if (!allowed.Contains("retry"))
            reader.Findings.Error("CH4007", value.At, $"`{action.Name}` cannot be tried again", allowed.Count == 0 ? "take `onFailure` away" : $"allowed are {string.Join(", ", allowed)}");
        return Retry(retry, parameters);
    }

    private static bool Permits(string action, IReadOnlyList<string> allowed, string word, ParameterReader parameters) =>
        allowed.Contains(word) && (word != "ignore" || action switch
        {
            "archive" => parameters.Values.GetValueOrDefault("optional") == "true",
            "sign" => parameters.Values.GetValueOrDefault("level") != "required",
            _ => true,
        });

    private IReadOnlyList<ActionUse> Retry(Node.Mapping retry, ParameterReader parameters)
    {
        if (reader.Text(retry, "retry") is not { } time)
            reader.Findings.Error("CH1104", retry.At, "`onFailure` needs `retry`", "write `{ retry: 4h, then: [ … ] }`");
        else if (Quantity.Duration(time.Text) is { } duration && duration > TimeSpan.Zero)
            parameters.Values["onFailure.retry"] = Quantity.Spell(duration);
        else
            reader.Findings.Error("CH1204", time.At, $"`{time.Text}` is no duration", "write a number with s, m, h or d, like `4h`");
        var then = retry.Find("then") is { } given ? actions(given.Value) : [];
        foreach (var wrong in then.Where(use => use.Descriptor.Polarity == Polarity.Lowers || use.Name is "protect" or "sign" or "filelink"))
            reader.Findings.Error("CH4007", wrong.At, $"`{wrong.Name}` comes too late when something has failed", "tell somebody, hold, quarantine or reject");
        if (then.Count > 0)
            parameters.Values["onFailure.then"] = string.Join('\n', then.Select(use => use.Name));
        return then;
    }
}

/// <summary>What may be said when an action fails, the first being what happens without saying.</summary>
internal static class OnFailure
{
    /// <summary>From the strictest down; to be below the action's own is to lower protection (language, 1.7).</summary>
    private static readonly string[] Strictness = ["reject", "hold", "defer", "retry", "next", "ignore"];

    public static IReadOnlyList<string> AllowedFor(string action) => ActionRegistry.Find(action)?.Failure.Allowed ?? [];

    public static bool IsWeaker(ActionUse action) =>
        action["onFailure"] is { } said && AllowedFor(action.Name) is [var own, ..] && Array.IndexOf(Strictness, said) > Array.IndexOf(Strictness, own);
}
