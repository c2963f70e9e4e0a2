namespace Chancery.Engine.Notices;

/// <summary>What became of one recipient, for a delivery status notification (RFC 3464 section 2.3).</summary>
/// <param name="Status">Enhanced status code.</param>
/// <param name="Diagnostic">The peer's reply, or our own words where there was no peer.</param>
/// <param name="Peer">Host and port of the peer that said so; null if it was us.</param>
public sealed record ReportedRecipient(string Address, string Status, string Diagnostic, string? Peer);
