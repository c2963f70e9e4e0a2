namespace Chancery.Engine.Receive;

/// <summary>What the reception says when it does not take a message.</summary>
internal static class Refusals
{
    public static SmtpReply TooLarge { get; } = SmtpReply.Permanent(552, "3.4", "message is larger than this server takes");

    public static SmtpReply NoRelay { get; } = SmtpReply.Permanent(554, "7.1", "relaying denied");

    public static SmtpReply UnknownTenant { get; } = SmtpReply.Temporary(451, "3.5", "no policy is in force for this mail, try later");

    public static SmtpReply StoreFull { get; } = SmtpReply.Temporary(452, "3.1", "insufficient storage, try later");

    public static SmtpReply TenantBusy { get; } = SmtpReply.Temporary(450, "7.1", "too many messages of this organisation, try later");

    public static SmtpReply LocalError { get; } = SmtpReply.Temporary(451, "3.0", "local error, nothing was kept, try later");

    public static SmtpReply HeaderTooLarge { get; } = SmtpReply.Permanent(554, "6.0", "header section is larger than this server takes");

    public static SmtpReply Loop { get; } = SmtpReply.Permanent(554, "4.6", "message is looping");
}
