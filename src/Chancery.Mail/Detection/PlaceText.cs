namespace Chancery.Mail.Detection;

/// <summary>The texts of one place: subject, body, attachments.</summary>
/// <param name="Unread">Why text may be missing; null if all was read.</param>
internal sealed record PlaceText(IReadOnlyList<TextSegment> Segments, string? Unread)
{
    public static PlaceText None { get; } = new([], null);
}
