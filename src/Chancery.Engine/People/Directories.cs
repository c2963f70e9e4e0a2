using System.Collections.Concurrent;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Policy;
using Chancery.Policy.People;

namespace Chancery.Engine.People;

/// <summary>
/// What the directories of the tenants know of people. Every answer is kept under its tenant, the directory and the question,
/// so that nothing one tenant's directory says can become another's fact. What was told serves the next run too, as long as it may be old.
/// </summary>
/// <param name="snapshots">Null: nothing outlives the process.</param>
public sealed class Directories(IDirectoryReader reader, TimeProvider time, IDirectorySnapshots? snapshots = null)
{
    private readonly ConcurrentDictionary<(TenantId Tenant, string Directory), Remembered<DirectoryPeople>> _people = new();
    private readonly ConcurrentDictionary<(TenantId Tenant, string Directory, string Filter), Remembered<DirectoryMembers>> _members = new();

    /// <summary>Those that may speak of a tenant's people. One that names no tenant is nobody's where there are several.</summary>
    public static IReadOnlyList<DirectorySettings> Of(TenantId tenant, GatewaySettings settings) =>
        [.. settings.Directories.Where(directory => directory.Tenant == tenant || directory.Tenant is null && settings.Tenants.Count <= 1)];

    /// <exception cref="DirectoryUnavailableException">It cannot be told now.</exception>
    public Task<DirectoryPeople> PeopleAsync(TenantId tenant, DirectorySettings directory, CancellationToken cancel) =>
        _people.GetOrAdd((tenant, directory.Identity), _ => new Remembered<DirectoryPeople>(time, new KeptAnswer<DirectoryPeople>(snapshots, tenant, "people\n" + directory.Identity, SnapshotJson.Of, SnapshotJson.PeopleOf))).GetAsync(
            directory.Refresh, directory.MaxAge, () => AskAsync(directory, (session, token) => PeopleReading.EverybodyAsync(session, directory, token)), cancel);

    /// <exception cref="DirectoryUnavailableException">It cannot be told now.</exception>
    public Task<DirectoryMembers> MembersAsync(TenantId tenant, DirectorySettings directory, DirectoryQuery query, CancellationToken cancel) =>
        _members.GetOrAdd((tenant, directory.Identity, query.Filter.ToString()), _ => new Remembered<DirectoryMembers>(time, new KeptAnswer<DirectoryMembers>(snapshots, tenant, $"members\n{directory.Identity}\n{query.Filter}", SnapshotJson.Of, SnapshotJson.MembersOf))).GetAsync(
            query.Refresh, query.MaxAge, () => AskMembersAsync(tenant, directory, query), cancel);

    /// <summary>Members are resolved among people who were looked up no earlier than the group may be old.</summary>
    private async Task<DirectoryMembers> AskMembersAsync(TenantId tenant, DirectorySettings directory, DirectoryQuery query)
    {
        var atMost = query.Refresh < directory.MaxAge ? query.Refresh : directory.MaxAge;
        var people = await PeopleAsync(tenant, directory with { Refresh = directory.Refresh < atMost ? directory.Refresh : atMost, MaxAge = atMost }, default);
        return await AskAsync(directory, (session, token) => PeopleReading.MembersAsync(session, directory, query.Filter, people, token));
    }

    private async Task<T> AskAsync<T>(DirectorySettings directory, Func<IDirectorySession, CancellationToken, Task<T>> ask)
    {
        using var limit = new CancellationTokenSource(directory.LongestAnswer, time);
        try
        {
            await using var session = await reader.OpenAsync(directory, limit.Token);
            return await ask(session, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new DirectoryUnavailableException("no answer in time");
        }
    }
}
