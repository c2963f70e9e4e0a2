using Chancery.Engine.Inspect;

namespace Chancery.Engine.Protect;

/// <summary>In whose name a message is signed: the first From address, else the envelope's.</summary>
internal static class Sender
{
    public static string Of(OpenedMessage opened) => opened.Mail.From is [var first, ..] ? first : opened.Message.Envelope.ReversePath;
}
