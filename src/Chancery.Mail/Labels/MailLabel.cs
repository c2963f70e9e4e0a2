namespace Chancery.Mail.Labels;

/// <summary>A sensitivity label that a message carries.</summary>
/// <param name="Scheme">As in the contract, <c>purview</c>.</param>
/// <param name="Id">For Purview the label's GUID in lower case; else the value.</param>
/// <param name="Name">For people; null if none is given.</param>
/// <param name="SiteId">Purview: whose label it is, lower case; null if not given.</param>
/// <param name="Where"><c>header</c>, <c>subject</c>, <c>body</c>, <c>attachment:1.2</c>.</param>
public sealed record MailLabel(string Scheme, string Id, string? Name, string? SiteId, string Where);
