namespace Chancery.Engine.Messages;

/// <summary>Names a sealed body of a tenant.</summary>
/// <param name="Id">From the id source.</param>
/// <param name="Length">Octets of the clear body.</param>
/// <param name="Sha256">Of the clear body, lower-case hex; checked when read to the end.</param>
public sealed record BlobRef(string Id, long Length, string Sha256);
