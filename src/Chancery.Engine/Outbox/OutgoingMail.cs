using Chancery.Engine.Messages;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Outbox;

/// <summary>An SMTP hand-off: the envelope, the bytes, and where they go.</summary>
/// <param name="Body">The sealed bytes the view is over: the original for an untouched copy.</param>
/// <param name="View">JSON of the copy as a view over the body (<c>Chancery.Mail.Copies.MessageView</c>).</param>
/// <param name="Size">Octets of the copy as it leaves.</param>
/// <param name="NextHop">Name in <c>next-hops</c>.</param>
/// <param name="MinimumTls">What the session must at least have before data are sent (R11, R29).</param>
public sealed record OutgoingMail(
    string ReversePath, IReadOnlyList<string> Recipients, BlobRef Body, string View, long Size,
    bool EightBit, bool SmtpUtf8, string NextHop, TlsMode MinimumTls)
{
    /// <summary>What the client asked for the recipients of this copy.</summary>
    public DeliveryRequest Request { get; init; } = DeliveryRequest.None;
}
