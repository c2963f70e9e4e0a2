using System.Text.Json;

namespace Chancery.Engine.People;

/// <summary>Answers of directories as octets, for a restart.</summary>
internal static class SnapshotJson
{
    public static byte[] Of(DirectoryPeople people) => JsonSerializer.SerializeToUtf8Bytes(people.Entries);

    public static byte[] Of(DirectoryMembers members) => JsonSerializer.SerializeToUtf8Bytes(new Members([.. members.Addresses], [.. members.Holders]));

    /// <exception cref="JsonException">It was written by another version.</exception>
    public static DirectoryPeople PeopleOf(byte[] content) => new(JsonSerializer.Deserialize<List<KnownEntry>>(content) ?? throw new JsonException());

    /// <inheritdoc cref="PeopleOf"/>
    public static DirectoryMembers MembersOf(byte[] content)
    {
        var members = JsonSerializer.Deserialize<Members>(content);
        return members is { Addresses: not null, Holders: not null } ? new DirectoryMembers(members.Addresses.ToHashSet(StringComparer.Ordinal), members.Holders) : throw new JsonException();
    }

    private sealed record Members(List<string> Addresses, List<string> Holders);
}
