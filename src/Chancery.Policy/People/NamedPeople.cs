namespace Chancery.Policy.People;

/// <summary>Groups and roles of a tenant by name, with the addresses of those that belong to them at a time; null: only a directory knows.</summary>
public sealed record NamedPeople(IReadOnlyDictionary<string, IReadOnlyCollection<string>?> Groups, IReadOnlyDictionary<string, IReadOnlyCollection<string>?> Roles)
{
    public static NamedPeople None { get; } = new(new Dictionary<string, IReadOnlyCollection<string>?>(), new Dictionary<string, IReadOnlyCollection<string>?>());
}
