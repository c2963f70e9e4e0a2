using Chancery.Mail.Dkim;

namespace Chancery.Engine.Tests.Support;

/// <summary>Keys of DKIM as the DNS would have them.</summary>
internal sealed class PublishedKeys : IDkimKeys
{
    public Dictionary<string, string> Records { get; } = [];

    public Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>?>(Records.TryGetValue(name, out var record) ? [record] : []);
}
