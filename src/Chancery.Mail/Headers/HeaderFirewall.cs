using Chancery.Policy.Triggers;

namespace Chancery.Mail.Headers;

/// <summary>
/// Fields that give orders count only over a channel that may give them; from anybody else they are as if they were not
/// there, and leave the copies (language, R8). All other fields are facts, and stay.
/// </summary>
/// <param name="triggers">Foreign fields that the vocabulary gives a meaning.</param>
public sealed class HeaderFirewall(IReadOnlyList<Trigger> triggers, ChannelTrust channel)
{
    private const string LeastForOurs = "authenticated";

    /// <summary>It gives orders, from whomever.</summary>
    public bool IsControl(string field) => ControlHeaders.IsControl(field) || triggers.Any(trigger => trigger.Is(field));

    /// <summary>The session may not give orders by this field.</summary>
    public bool Strips(string field) =>
        triggers.FirstOrDefault(trigger => trigger.Is(field)) is { } trigger ? !trigger.CountsFrom(channel)
        : ControlHeaders.IsControl(field) && !channel.Suffices(LeastForOurs);

    /// <summary>Names of the foreign fields that it strips.</summary>
    public IReadOnlyList<string> StrippedTriggers => [.. triggers.Select(trigger => trigger.Field).Where(Strips)];

    /// <summary>Least trust that the field needs; null where it gives no orders.</summary>
    public string? Demand(string field) =>
        triggers.FirstOrDefault(trigger => trigger.Is(field))?.Trust ?? (ControlHeaders.IsControl(field) ? LeastForOurs : null);
}
