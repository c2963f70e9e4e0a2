using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Mail.Copies;

namespace Chancery.Engine.Protect;

/// <summary>The finished copy of a group.</summary>
/// <param name="Body">What the view is over: the original, or the fresh body.</param>
/// <param name="Fresh">A body made for this copy; null for a view over the original.</param>
public sealed record ProtectedCopy(BlobRef Body, SealedBlob? Fresh, MessageView View);
