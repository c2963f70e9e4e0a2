using Chancery.Policy;

namespace Chancery.Engine.Register;

/// <summary>Something to be entered in a tenant's register, in the same transaction as what it records.</summary>
/// <param name="Kind"><c>received</c>, <c>stripped</c>, <c>waiting</c>, <c>decided</c>, <c>held</c>, <c>quarantined</c>, <c>rejected</c>, <c>released</c>, <c>delivered</c>, <c>deferred</c>, <c>failed</c>, <c>expired</c>, <c>notified</c>, <c>notice-deferred</c>, <c>notice-failed</c>, <c>keys-imported</c>, …</param>
/// <param name="Data">A JSON object; no subject, no body, no secret.</param>
public sealed record RegisterEvent(TenantId Tenant, DateTimeOffset Time, string Kind, string? MessageId, string Data);

/// <summary>An entry as it stands in the register: numbered, and chained to the one before.</summary>
/// <param name="Sequence">1, 2, … within the tenant, without gaps.</param>
/// <param name="Previous">Hash of the entry before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 over all other fields, see <see cref="RegisterChain"/>.</param>
public sealed record RegisterEntry(long Sequence, RegisterEvent Event, string Previous, string Hash);
