using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Mail.Copies;

namespace Chancery.Engine.Protect;

/// <summary>The finished copy of a group.</summary>
/// <param name="Body">What the view is over: the original, or the fresh body.</param>
/// <param name="Fresh">A body made for this copy; null for a view over the original.</param>
/// <param name="ContentSha256">Of what is below our own fields, lower-case hex.</param>
public sealed record ProtectedCopy(BlobRef Body, SealedBlob? Fresh, MessageView View, string ContentSha256);
