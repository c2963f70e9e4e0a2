namespace Chancery.Mail.Inspection;

public enum MessageType
{
    Normal,

    /// <summary>Delivery status notification (RFC 3464).</summary>
    Dsn,

    /// <summary>Message disposition notification (RFC 8098).</summary>
    Mdn,

    /// <summary>Carries an invitation or an answer to one (RFC 6047).</summary>
    Calendar,

    /// <summary>Written by a machine (RFC 3834).</summary>
    Auto,

    Encrypted,

    Signed,
}
