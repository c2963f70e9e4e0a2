using Chancery.Mail.Copies;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Protect.Incoming;

/// <summary>What verifying and decrypting makes of a copy.</summary>
/// <param name="Edits">Results for people and programs.</param>
/// <param name="Opened">What the message was opened to.</param>
/// <param name="Unwrapping">Null: the body stays as it came.</param>
internal sealed record IncomingCopy(HeaderEdits Edits, OpenedSmime? Opened, Unwrapping? Unwrapping);
