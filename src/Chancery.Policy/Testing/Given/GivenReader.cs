using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Given;

/// <summary>Reads <c>given:</c>, the same form in policy tests and in the file of <c>simulate --facts</c>.</summary>
internal sealed class GivenReader(Reader reader)
{
    public static readonly string[] Keys =
        ["mail", "eml", "keys", "groups", "roles", "departments", "sites", "attributes", "portal", "facts", "unknown", "clock"];

    public GivenFacts Read(Node node)
    {
        if (reader.Mapping(node, "`given`", Keys) is not { } given)
            return GivenFacts.None;
        var facts = new FactReader(reader.Findings);
        var attributes = given.Find("attributes") is { } nested ? reader.Mapping(nested.Value, "`attributes`", "departments", "sites") : null;
        return new GivenFacts
        {
            Mail = new MailReader(reader).Read(given.Find("mail")?.Value),
            Keys = ByAddress(given, "keys", ["smime", "pgp"], [.. FactRegistry.Find("recipient.keys.smime")?.Values ?? [], "unknown"]),
            Portal = ByAddress(given, "portal", ["account", "mobile"], ["none", "invited", "active", "known", "unknown"]),
            Groups = People(given, "groups"),
            Roles = People(given, "roles"),
            Departments = People(attributes ?? given, "departments"),
            Sites = People(attributes ?? given, "sites"),
            Facts = facts.Read(given.Find("facts")?.Value),
            Unknown = [.. reader.Texts(given, "unknown").Select(facts.Name).OfType<NamedFact>()],
            Clock = Clock(given),
        };
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> ByAddress(Node.Mapping given, string key, string[] names, string[] states)
    {
        var by = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (given.Find(key) is not { } section)
            return by;
        if (section.Value is not Node.Mapping addresses)
        {
            reader.Findings.Error("CH1103", section.Value.At, $"`{key}` is a mapping of addresses, this is {section.Value.Kind}", $"write `{key}: {{ \"*\": {{ {names[0]}: {states[0]} }} }}`");
            return by;
        }

        foreach (var (address, node) in addresses.Entries)
        {
            if (reader.Mapping(node, $"what is given for `{address.Text}`", names) is { } one)
                by[DomainLiteral.NormaliseAddress(address.Text)] = names.Where(name => one.Find(name) is not null).ToDictionary(name => name, name => reader.Choice(one, name, "none", states));
        }

        return by;
    }

    private Membership People(Node.Mapping given, string key)
    {
        var people = new Membership();
        if (given.Find(key) is not { } section)
            return people;
        if (section.Value is not Node.Mapping entries)
        {
            reader.Findings.Error("CH1103", section.Value.At, $"`{key}` is a mapping, this is {section.Value.Kind}", $"write `{key}: {{ name: [anna@acme.example] }}`");
            return people;
        }

        foreach (var (name, _) in entries.Entries)
            people.Add(name.Text, reader.Texts(entries, name.Text));
        return people;
    }

    private DateTimeOffset? Clock(Node.Mapping given)
    {
        if (reader.Text(given, "clock") is not { } clock)
            return null;
        var time = TimeLiteral.Parse(clock.Text, endOfDay: false);
        if (time is null)
            reader.Findings.Error("CH6005", clock.At, $"`{clock.Text}` is no time", "write `2026-03-02T10:00:00+01:00`");
        return time;
    }
}
