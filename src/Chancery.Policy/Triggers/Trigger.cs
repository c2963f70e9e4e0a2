namespace Chancery.Policy.Triggers;

/// <summary>A header field by which somebody who is trusted tells the gateway something.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Meaning">The field of ours that it stands for: <c>X-Chancery-Action</c>.</param>
/// <param name="Map">What is found, in lower case, and what it means; empty: it means what it says.</param>
/// <param name="Trust">Least trust of the channel it came over: <c>authenticated</c>, <c>internal</c>, <c>signed</c>, <c>connector(x)</c>.</param>
public sealed record Trigger(string Field, string Meaning, IReadOnlyDictionary<string, string> Map, string Trust)
{
    public const string Action = "X-Chancery-Action";
    public const string Mobile = "X-Chancery-Mobile";
    public const string Decision = "X-Chancery-Decision";
    public const string AppName = "X-Chancery-App-Name";
    public const string AppDocument = "X-Chancery-App-Doc";
    public const string AppId = "X-Chancery-App-Id";

    /// <summary>What may be asked for by <see cref="Action"/>.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["pdf", "portal", "smime", "pgp", "encrypt", "hold"];

    /// <summary>Our own fields, which mean what they say, from every session that logged in or is one of our servers.</summary>
    public static IReadOnlyList<Trigger> Own { get; } =
        [.. new[] { Action, Mobile, Decision, AppName, AppDocument, AppId }.Select(name => new Trigger(name, name, new Dictionary<string, string>(), "authenticated"))];

    public bool Is(string field) => Field.Equals(field, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a value means; null where it means nothing here.</summary>
    public string? Meant(string value)
    {
        var found = value.Trim();
        return found.Length == 0 ? null : Map.Count == 0 ? found : Map.GetValueOrDefault(found.ToLowerInvariant());
    }

    /// <summary>Whether it counts over a channel.</summary>
    public bool CountsFrom(ChannelTrust channel) => channel.Suffices(Trust);
}
