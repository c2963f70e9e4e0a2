namespace Chancery.Mail.Envelopes;

/// <summary>RFC 5321 section 2.3.1: the reverse-path and the forward-paths of a message.</summary>
/// <param name="ReversePath">Without angle brackets; empty for the null reverse-path.</param>
/// <param name="Recipients">In the order of RCPT, without duplicates (compared without regard to case).</param>
public sealed record Envelope(string ReversePath, IReadOnlyList<string> Recipients)
{
    /// <summary>BODY=8BITMIME was declared (RFC 6152).</summary>
    public bool EightBit { get; init; }

    /// <summary>SMTPUTF8 was declared (RFC 6531).</summary>
    public bool SmtpUtf8 { get; init; }

    public DeliveryRequest Request { get; init; } = DeliveryRequest.None;
}
