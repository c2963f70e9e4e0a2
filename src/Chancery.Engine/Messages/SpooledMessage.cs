using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Engine.Messages;

/// <summary>A message we have taken responsibility for: the envelope, the session it came by, and where its exact bytes are.</summary>
/// <param name="Id">From the id source; unique over all tenants; also in the 250 reply.</param>
/// <param name="HeaderMessageId">The Message-ID field as found, cut to 998 octets; null if none.</param>
/// <param name="HeaderFrom">The address of the first From mailbox; null if none.</param>
public sealed record SpooledMessage(
    TenantId Tenant, string Id, DateTimeOffset ReceivedAt, Session Session, Envelope Envelope, BlobRef Body,
    string? HeaderMessageId, string? HeaderFrom);

/// <summary>Where a message stands as a whole.</summary>
public enum MessageState
{
    /// <summary>Spooled, not decided; claimed by a worker when due.</summary>
    Received,

    /// <summary>Decided; at least one group is not final.</summary>
    Decided,

    /// <summary>Every group is final; the bodies may be deleted.</summary>
    Done,

    /// <summary>The stored body failed its checksum. Never delivered in part; kept for the administrator.</summary>
    Corrupt,
}
