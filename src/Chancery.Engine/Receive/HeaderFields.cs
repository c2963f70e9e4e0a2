using Chancery.Mail.Headers;
using Chancery.Mail.Inspection;

namespace Chancery.Engine.Receive;

/// <summary>The few header fields by which people look a message up later.</summary>
internal static class HeaderFields
{
    private const int Longest = 998;

    public static string? MessageId(RawHeaderBlock header) => Value(header, "Message-ID") is { Length: > 0 } id ? Cut(id.Trim()) : null;

    /// <summary>The address of the first mailbox of the From field; null where there is none or it cannot be read.</summary>
    public static string? FromAddress(RawHeaderBlock header) => HeaderAddresses.AllOf(header, "From") is [var first, ..] ? first : null;

    private static string? Value(RawHeaderBlock header, string name) =>
        header.Fields.Where(field => field.Is(name)).Select(header.Text).FirstOrDefault();

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest];
}
