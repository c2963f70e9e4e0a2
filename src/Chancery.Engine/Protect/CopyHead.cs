using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Receive;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;

namespace Chancery.Engine.Protect;

/// <summary>
/// What every copy gets on top, and what no copy keeps (R8, R14): <c>Bcc</c>, control headers of sessions without the trust,
/// and results of authentication that pretend to be ours (RFC 8601 section 5).
/// </summary>
internal sealed class CopyHead(string hostname, TraceHeader trace)
{
    private const string ControlPrefix = "X-Chancery-";

    public byte[] PrefixFor(SpooledMessage message) =>
        Encoding.ASCII.GetBytes(ReceivedHeader.LineFor(message, hostname) + trace.LineFor(message.Id));

    public Predicate<RawField> DropsFrom(RawHeaderBlock header, SessionTrust trust) => field =>
        field.Is("Bcc")
        || trust == SessionTrust.Anonymous && field.Name.StartsWith(ControlPrefix, StringComparison.OrdinalIgnoreCase) && !IsOurTrace(header, field)
        || field.Is("Authentication-Results") && NamesUs(header.Text(field));

    private bool IsOurTrace(RawHeaderBlock header, RawField field) => field.Is(TraceHeader.Name) && trace.IsOurs(header.Text(field));

    private bool NamesUs(string value)
    {
        var end = value.AsSpan().IndexOfAny(";( \t");
        var authority = end < 0 ? value.AsSpan().Trim() : value.AsSpan(0, end).Trim();
        return authority.Equals(hostname, StringComparison.OrdinalIgnoreCase);
    }
}
