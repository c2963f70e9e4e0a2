namespace Chancery.Mail.Structure;

/// <summary>Numbers of parts by RFC 9051 section 6.4.5.</summary>
internal static class PartNumber
{
    public static string Of(PartKind kind, MailPart? parent) => parent switch
    {
        null => kind == PartKind.Multipart ? "" : "1",
        { Kind: PartKind.Message } => kind == PartKind.Multipart ? parent.Number : parent.Number + ".1",
        _ => (parent.Number.Length == 0 ? "" : parent.Number + ".") + (parent.Children.Count + 1),
    };
}
