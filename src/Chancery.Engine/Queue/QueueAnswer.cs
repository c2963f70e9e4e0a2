namespace Chancery.Engine.Queue;

/// <summary>What became of an order to the queue.</summary>
/// <param name="Text">For the person who gave it.</param>
public sealed record QueueAnswer(bool Done, string Text)
{
    internal static QueueAnswer NothingHeld { get; } = new(false, "nothing of this message is held");

    internal static QueueAnswer Changed { get; } = new(false, "somebody else decided on it in the meantime");

    /// <summary>True where the id names no message at all.</summary>
    public bool IsUnknown { get; init; }

    internal static QueueAnswer NotFound(string messageId) => new(false, $"no message {messageId}") { IsUnknown = true };

    internal static QueueAnswer Join(IReadOnlyList<QueueAnswer> answers) =>
        new(answers.Any(answer => answer.Done), string.Join("; ", answers.Select(answer => answer.Text).Distinct()));
}
