using Chancery.Mail.Addresses;
using Chancery.Mail.Headers;

namespace Chancery.Engine.Receive;

/// <summary>The few header fields by which people look a message up later.</summary>
internal static class HeaderFields
{
    private const int Longest = 998;

    public static string? MessageId(RawHeaderBlock header) => Value(header, "Message-ID") is { Length: > 0 } id ? Cut(id.Trim()) : null;

    /// <summary>The address of the From field in its plain forms; null where it takes more than that to read it.</summary>
    public static string? FromAddress(RawHeaderBlock header)
    {
        if (Value(header, "From") is not { } value)
            return null;
        var open = value.LastIndexOf('<');
        var close = value.LastIndexOf('>');
        var address = open >= 0 && close > open ? value[(open + 1)..close] : value;
        return MailAddress.TryParse(address.Trim(), out var parsed) ? parsed.Normalised : null;
    }

    private static string? Value(RawHeaderBlock header, string name) =>
        header.Fields.Where(field => field.Is(name)).Select(header.Text).FirstOrDefault();

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest];
}
