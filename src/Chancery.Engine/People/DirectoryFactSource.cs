using Chancery.Engine.Decide;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;
using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Policy.People;

namespace Chancery.Engine.People;

/// <summary>Groups, roles, departments, sites and kinds of the sender and the recipients, as the tenant's directories know them.</summary>
/// <param name="senders">Addresses of the sender: of the envelope, and of the From field. Where they belong to different people nothing is sure (language, R37).</param>
public sealed class DirectoryFactSource(Directories directories, TenantId tenant, DirectoryQueries queries, GatewaySettings settings, IReadOnlyList<string> senders) : IFactSource
{
    private const string DifferentSenders = "envelope and From field name different people";

    private readonly IReadOnlyList<DirectorySettings> _own = Directories.Of(tenant, settings);

    public string Name => "directory";

    public async ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel)
    {
        try
        {
            return FactAnswer.Of(_own.Count == 0 ? null : await FindAsync(key, cancel));
        }
        catch (DirectoryUnavailableException down)
        {
            return new FactAnswer.Unavailable(down.Message);
        }
    }

    private async Task<Fact?> FindAsync(FactKey key, CancellationToken cancel) => key switch
    {
        { Name: "sender.group", Argument: { } name } => await BelongAsync(senders, queries.Groups, name, cancel),
        { Name: "recipient.group", Argument: { } name, Subject: { } who } => await BelongAsync([who], queries.Groups, name, cancel),
        { Name: "recipient.role", Argument: { } name, Subject: { } who } => await BelongAsync([who], queries.Roles, name, cancel),
        { Name: "group.members", Argument: { } name } => await HoldersAsync(queries.Groups, name, cancel),
        { Name: "role.holders", Argument: { } name } => await HoldersAsync(queries.Roles, name, cancel),
        { Name: "sender.department" } => await AttributesAsync(senders, person => person.Departments, cancel),
        { Name: "sender.site" } => await AttributesAsync(senders, person => person.Sites, cancel),
        { Name: "recipient.department", Subject: { } who } => await AttributesAsync([who], person => person.Departments, cancel),
        { Name: "recipient.site", Subject: { } who } => await AttributesAsync([who], person => person.Sites, cancel),
        { Name: "recipient.kind", Subject: { } who } => Fact.Of((await PersonAsync(who, cancel))?.Kind ?? ""),
        _ => null,
    };

    private async Task<Fact?> BelongAsync(IReadOnlyList<string> people, IReadOnlyDictionary<string, DirectoryQuery> by, string name, CancellationToken cancel)
    {
        if (await MembersAsync(by, name, cancel) is not { } members)
            return null;
        var belong = people.Select(address => members.Addresses.Contains(MailAddress.NormaliseOrLower(address))).Distinct().ToList();
        return belong.Count > 1 ? new Fact.Unknown(DifferentSenders) : Fact.Of(belong.Contains(true));
    }

    private async Task<Fact?> HoldersAsync(IReadOnlyDictionary<string, DirectoryQuery> by, string name, CancellationToken cancel) =>
        await MembersAsync(by, name, cancel) is { } members ? Fact.Of(members.Holders) : null;

    private async Task<DirectoryMembers?> MembersAsync(IReadOnlyDictionary<string, DirectoryQuery> by, string name, CancellationToken cancel) =>
        by.TryGetValue(name, out var query) && _own.FirstOrDefault(directory => directory.Name == query.Source) is { } directory
            ? await directories.MembersAsync(tenant, directory, query, cancel)
            : null;

    private async Task<Fact> AttributesAsync(IReadOnlyList<string> people, Func<KnownEntry, IReadOnlyList<string>> attribute, CancellationToken cancel)
    {
        IReadOnlyList<string>? first = null;
        foreach (var address in people)
        {
            var values = await PersonAsync(address, cancel) is { } person ? attribute(person) : [];
            if (first is not null && !first.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(values))
                return new Fact.Unknown(DifferentSenders);
            first ??= values;
        }

        return Fact.Of(first ?? []);
    }

    /// <summary>The first directory that knows the address; a later one is asked only where those before surely do not.</summary>
    private async Task<KnownEntry?> PersonAsync(string address, CancellationToken cancel)
    {
        var normal = MailAddress.NormaliseOrLower(address);
        foreach (var directory in _own)
        {
            if ((await directories.PeopleAsync(tenant, directory, cancel)).Of(normal) is { } person)
                return person;
        }

        return null;
    }
}
