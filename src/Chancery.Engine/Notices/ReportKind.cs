using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Notices;

/// <summary>The actions a gateway can report (RFC 3464 section 2.3.3): it never delivers to a mailbox, and expands no lists.</summary>
internal enum ReportKind
{
    /// <summary>Not delivered, and not tried again.</summary>
    Failed,

    /// <summary>Not delivered yet, still tried.</summary>
    Delayed,

    /// <summary>Handed on to a server that sends no reports of success.</summary>
    Relayed,
}

internal static class ReportKinds
{
    /// <summary>What NOTIFY must name for the report to be sent (RFC 3461 section 4.1).</summary>
    public static Notify Asked(this ReportKind kind) => kind switch
    {
        ReportKind.Delayed => Notify.Delay,
        ReportKind.Relayed => Notify.Success,
        _ => Notify.Failure,
    };

    public static string Action(this ReportKind kind) => kind switch
    {
        ReportKind.Delayed => "delayed",
        ReportKind.Relayed => "relayed",
        _ => "failed",
    };
}
