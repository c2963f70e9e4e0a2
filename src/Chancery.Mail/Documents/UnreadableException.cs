namespace Chancery.Mail.Documents;

/// <summary>Text or labels cannot be had, now or later: encrypted, broken, over a limit.</summary>
/// <param name="message">The reason in words, without content.</param>
internal sealed class UnreadableException(string message) : Exception(message)
{
    public static UnreadableException Encrypted() => new("it is encrypted");

    public static UnreadableException Broken() => new("it is damaged");
}
