using System.Formats.Asn1;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Policy.People;

namespace Chancery.Host.Directories;

/// <summary>Reads people and groups from the first server of a directory that can be asked.</summary>
internal sealed class LdapReader(TimeProvider time) : IDirectoryReader
{
    public async Task<IDirectorySession> OpenAsync(DirectorySettings settings, CancellationToken cancel) =>
        new LdapSession(await LdapServers.OpenAsync(settings, time, cancel), settings, time);
}

/// <summary>A connection that is logged in.</summary>
internal sealed class LdapSession(LdapConnection connection, DirectorySettings settings, TimeProvider time) : IDirectorySession
{
    /// <summary>Pieces of one attribute, of at least a thousand values each.</summary>
    private const int MostPieces = 1_000;

    private static readonly DirectoryFilter Anything = new DirectoryFilter.Present("objectClass");

    public async Task<IReadOnlyList<DirectoryEntry>> SearchAsync(DirectoryFilter filter, IReadOnlyList<string> attributes, int most, CancellationToken cancel)
    {
        var (found, cookie) = (new List<DirectoryEntry>(), Array.Empty<byte>());
        var question = new SearchQuestion(settings.Base, OnlyBase: false, filter, attributes);
        do
        {
            var (page, next) = await Patience.OfAsync(settings.Timeout, time, token => connection.PageAsync(question, settings.PageSize, cookie, token), cancel);
            found.AddRange(page);
            if (found.Count > most)
                throw new DirectoryUnavailableException($"the answer has more than {most} entries");
            cookie = next;
        }
        while (cookie.Length > 0);
        return await WholeAsync(found, cancel);
    }

    public async Task<DirectoryEntry?> ReadAsync(string name, IReadOnlyList<string> attributes, CancellationToken cancel) =>
        await WholeAsync(await OneAsync(name, attributes, cancel), cancel) is [var entry, ..] ? entry : null;

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<IReadOnlyList<DirectoryEntry>> OneAsync(string name, IReadOnlyList<string> attributes, CancellationToken cancel) =>
        (await Patience.OfAsync(settings.Timeout, time, token => connection.PageAsync(new SearchQuestion(name, OnlyBase: true, Anything, attributes), 0, [], token), cancel)).Entries;

    private async Task<IReadOnlyList<DirectoryEntry>> WholeAsync(IReadOnlyList<DirectoryEntry> entries, CancellationToken cancel)
    {
        var whole = new List<DirectoryEntry>(entries.Count);
        foreach (var entry in entries)
            whole.Add(entry.Values.Keys.Any(name => AttributeRange.Of(name).Attribute != name) ? await WholeAsync(entry, cancel) : entry);
        return whole;
    }

    private async Task<DirectoryEntry> WholeAsync(DirectoryEntry entry, CancellationToken cancel)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, piece) in entry.Values)
        {
            var (attribute, next) = AttributeRange.Of(name);
            var all = piece.ToList();
            for (var pieces = 1; next is not null; pieces++)
            {
                if (pieces > MostPieces || await OneAsync(entry.Name, [next], cancel) is not [var more]
                    || more.Values.FirstOrDefault(value => AttributeRange.Of(value.Key).Attribute.Equals(attribute, StringComparison.OrdinalIgnoreCase)) is not { Key: not null } following)
                    throw new DirectoryUnavailableException($"the values of {attribute} could not be read to their end");
                all.AddRange(following.Value);
                next = AttributeRange.Of(following.Key).Next;
            }

            if (!values.TryGetValue(attribute, out var known) || known.Count < all.Count)
                values[attribute] = all;
        }

        return new DirectoryEntry(entry.Name, values);
    }
}
