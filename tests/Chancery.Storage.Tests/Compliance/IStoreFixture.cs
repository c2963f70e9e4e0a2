using Chancery.Engine.Ports;
using Chancery.Protection.Keys;

namespace Chancery.Storage.Tests.Compliance;

/// <summary>A store of any engine, empty at the begin of each test.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    IMailStore Mail { get; }

    IBlobStore Blobs { get; }

    IKeyStore Keys { get; }

    /// <summary>Ends the process's hold on the store and starts again with the same node id.</summary>
    Task ReopenAsync();

    /// <summary>A mail store over the same data as another process has it, with a node id of its own.</summary>
    Task<(IMailStore Mail, IAsyncDisposable Lifetime)> OpenBesideAsync(string node);
}
