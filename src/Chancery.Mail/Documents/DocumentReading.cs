namespace Chancery.Mail.Documents;

/// <summary>The text of one content.</summary>
/// <param name="Readings">Usually one; several where readers may see different texts. A hit in one of them is a hit. Empty: it has no text.</param>
/// <param name="Unread">Why text may be missing; null if all was read.</param>
internal sealed record DocumentReading(IReadOnlyList<string> Readings, string? Unread)
{
    public static DocumentReading None { get; } = new([], null);

    public static DocumentReading Of(string text) => new([text], null);

    public static DocumentReading Unreadable(string reason) => new([], reason);
}
