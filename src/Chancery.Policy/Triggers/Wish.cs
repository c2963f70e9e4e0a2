namespace Chancery.Policy.Triggers;

/// <summary>What the sender, or the system that sent for him, asks the gateway to do, over a channel that may ask. It raises, as a rule would.</summary>
/// <param name="Field">The header field that says so.</param>
/// <param name="Action">One of <see cref="Trigger.Actions"/>, or what is none: it was trusted to say, and cannot be carried out.</param>
public sealed record Wish(string Field, string Action)
{
    /// <summary>Those of a message.</summary>
    /// <param name="values">The values of a header field by its name.</param>
    public static IReadOnlyList<Wish> Of(IReadOnlyList<Trigger> triggers, ChannelTrust channel, Func<string, IEnumerable<string>> values) =>
    [
        .. from trigger in triggers.Concat(Trigger.Own)
           where trigger.Meaning == Trigger.Action && trigger.CountsFrom(channel)
           from value in values(trigger.Field)
           let action = trigger.Meant(value)
           where action is not null
           select new Wish(trigger.Field, action.ToLowerInvariant()),
    ];
}
