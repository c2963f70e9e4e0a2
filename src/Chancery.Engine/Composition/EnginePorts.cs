using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Engine.Verdicts;
using Chancery.Mail.Dkim;
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

    /// <summary>Asks directories for people; null: there are none.</summary>
    public IDirectoryReader? Directories { get; init; }

    /// <summary>Keeps what directories said over a restart; null: nothing is kept.</summary>
    public IDirectorySnapshots? DirectorySnapshots { get; init; }

    /// <summary>By which signatures on incoming mail are checked; by default none can be had.</summary>
    public IDkimKeys DkimKeys { get; init; } = NoDkimKeys.Instance;

    /// <summary>By default no fact is known that needs the network.</summary>
    public OutsideSources? Outside { get; init; }
}

file sealed class NoDkimKeys : IDkimKeys
{
    public static NoDkimKeys Instance { get; } = new();

    public Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>?>(null);
}
