using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Wire;

namespace Chancery.Smtp.Server.Session;

/// <summary>How long the client may take with a message's octets: for each block, and in all by a least rate, so that nobody holds a place by drops.</summary>
internal sealed class DataClock(SmtpWire wire, SessionContext session)
{
    private readonly long _start = session.Time.GetTimestamp();

    /// <exception cref="SessionEndException">The client is too slow.</exception>
    public void Start(long taken)
    {
        var options = session.Options;
        var left = options.DataTimeout + TimeSpan.FromSeconds((double)taken / options.LeastDataRate) - session.Time.GetElapsedTime(_start);
        if (left <= TimeSpan.Zero)
            throw new SessionEndException(SessionEnd.TimedOut, SmtpReply.Temporary(421, "4.2", "Too slow, closing connection"));
        wire.StartClock(left < options.DataTimeout ? left : options.DataTimeout);
    }
}
