using Chancery.Engine.Receive;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>The name a client gives itself. Real clients break the grammar of domains (underscores, bare IP addresses), so it is only kept printable.</summary>
internal static class HeloArgument
{
    /// <summary>RFC 5321 section 4.5.3.1.2.</summary>
    private const int MaxLength = 255;

    public static SmtpReply Refusal { get; } = SmtpReply.Permanent(501, "5.4", "Give your domain name or address literal");

    public static bool IsValid(string argument) =>
        argument.Length is > 0 and <= MaxLength && argument.All(c => c is > ' ' and <= '~');
}
