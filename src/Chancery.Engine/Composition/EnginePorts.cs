using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Protection.Keys;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Composition;

/// <summary>What the engine needs from outside: stores, keys, the way out, the clock, and where to log.</summary>
/// <param name="TraceKey">Secret by which our own trace fields are recognised (<c>X-Chancery-Trace</c>).</param>
public sealed record EnginePorts(
    IMailStore Store, IBlobStore Blobs, IKeyStore Keys, IPseudonymSource Pseudonyms, IMailTransport Transport, byte[] TraceKey, IIdSource Ids, TimeProvider Time, ILoggerFactory Logs)
{
    /// <summary>Octets that can still be written where mail is stored.</summary>
    public Func<long> FreeDisk { get; init; } = () => long.MaxValue;
}
