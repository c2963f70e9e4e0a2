using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;
using Chancery.Policy.People;

namespace Chancery.Engine.People;

/// <summary>Asks a directory for everybody, and for who belongs together. Answers are whole: what cannot be read to its end is no answer.</summary>
internal static class PeopleReading
{
    /// <summary>Entries of one answer; it is held in memory.</summary>
    private const int MostEntries = 500_000;

    /// <summary>Members whose entries lie outside of what was read and are asked for one by one.</summary>
    private const int MostStrays = 2_000;

    private static readonly string[] MemberAttributes = ["member", "uniqueMember", "memberUid"];

    private static readonly HashSet<string> GroupClasses = new(
        ["group", "groupOfNames", "groupOfUniqueNames", "groupOfMembers", "posixGroup", "groupOfURLs", "msExchDynamicDistributionList"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> PersonClasses = new(["person", "inetOrgPerson", "organizationalPerson", "user", "mailUser"], StringComparer.OrdinalIgnoreCase);

    public static async Task<DirectoryPeople> EverybodyAsync(IDirectorySession session, DirectorySettings settings, CancellationToken cancel)
    {
        var filter = new DirectoryFilter.Or([.. settings.AddressAttributes.Concat(MemberAttributes).Select(attribute => new DirectoryFilter.Present(attribute))]);
        var entries = await session.SearchAsync(filter, Wanted(settings), MostEntries, cancel);
        return new DirectoryPeople(entries.Select(entry => Known(entry, settings)));
    }

    /// <summary>The entries that fit, and in the place of those that are groups their members, at any depth and each once.</summary>
    public static async Task<DirectoryMembers> MembersAsync(IDirectorySession session, DirectorySettings settings, DirectoryFilter filter, DirectoryPeople people, CancellationToken cancel)
    {
        var (addresses, holders, seen) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var open = new Queue<KnownEntry>((await session.SearchAsync(filter, Wanted(settings), MostEntries, cancel)).Select(entry => Known(entry, settings)));
        var strays = 0;
        while (open.TryDequeue(out var entry))
        {
            if (!seen.Add(entry.Name))
                continue;
            addresses.UnionWith(entry.Addresses);
            if (!entry.IsGroup && entry.Addresses is [var main, ..])
                holders.Add(main);
            foreach (var id in entry.MemberIds)
            {
                if (people.OfUser(id) is { } user)
                    open.Enqueue(user);
            }

            foreach (var name in entry.Members.Where(name => name.Length > 0 && !seen.Contains(name)))
            {
                if (people.Named(name) is { } member)
                    open.Enqueue(member);
                else if (++strays > MostStrays)
                    throw new DirectoryUnavailableException($"more than {MostStrays} members lie outside of the base `{settings.Base}`");
                else if (await session.ReadAsync(name, Wanted(settings), cancel) is { } stray)
                    open.Enqueue(Known(stray, settings));
                else
                    seen.Add(name);
            }
        }

        return new DirectoryMembers(addresses, [.. holders.Distinct(StringComparer.Ordinal)]);
    }

    private static string[] Wanted(DirectorySettings settings) =>
        [.. settings.AddressAttributes.Concat(settings.DepartmentAttributes).Concat(settings.SiteAttributes).Concat(MemberAttributes).Concat(["objectClass", "uid", settings.KindAttribute]).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static KnownEntry Known(DirectoryEntry entry, DirectorySettings settings) => new(
        DistinguishedName.Normal(entry.Name),
        [.. settings.AddressAttributes.SelectMany(attribute => entry[attribute]).Select(Address).OfType<string>().Select(MailAddress.NormaliseOrLower).Distinct(StringComparer.Ordinal)],
        [.. settings.DepartmentAttributes.SelectMany(attribute => entry[attribute]).Distinct()],
        [.. settings.SiteAttributes.SelectMany(attribute => entry[attribute]).Distinct()],
        KindOf(entry, settings), First(entry["uid"]),
        [.. entry["member"].Concat(entry["uniqueMember"]).Select(DistinguishedName.Normal)], entry["memberUid"]);

    /// <summary>Exchange numbers its kinds of mailboxes (<c>msExchRecipientTypeDetails</c>); other directories may say it in words.</summary>
    private static string KindOf(DirectoryEntry entry, DirectorySettings settings)
    {
        if (entry["objectClass"].Any(GroupClasses.Contains))
            return "list";
        return First(entry[settings.KindAttribute])?.ToLowerInvariant() switch
        {
            "4" or "34359738368" or "shared" => "shared",
            "8" or "16" or "32" or "8796093022208" or "system" or "room" or "equipment" => "system",
            "list" => "list",
            _ => entry["objectClass"].Any(PersonClasses.Contains) ? "person" : "system",
        };
    }

    private static string? First(IReadOnlyList<string> values) => values is [var first, ..] ? first : null;

    /// <summary>Active Directory writes <c>smtp:</c> before each proxy address, and other kinds of address beside them.</summary>
    private static string? Address(string value) =>
        value.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase) ? value["smtp:".Length..] : value.Contains('@', StringComparison.Ordinal) && !value.Contains(':', StringComparison.Ordinal) ? value : null;
}
