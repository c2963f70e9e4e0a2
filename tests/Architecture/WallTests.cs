using System.Xml.Linq;

namespace Architecture;

/// <summary>A room may lean only on rooms that lie below it.</summary>
public sealed class WallTests
{
    /// <summary>From the ground up; a room's allowed neighbours are those before it, cut down to what its line names.</summary>
    private static readonly (string Room, string[] MayUse)[] Rooms =
    [
        ("Chancery.Policy", []),
        ("Chancery.Mail", ["Chancery.Policy"]),
        ("Chancery.Protection", ["Chancery.Policy", "Chancery.Mail"]),
        ("Chancery.Engine", ["Chancery.Policy", "Chancery.Mail", "Chancery.Protection"]),
        ("Chancery.Storage", ["Chancery.Policy", "Chancery.Mail", "Chancery.Protection", "Chancery.Engine"]),
        ("Chancery.Smtp", ["Chancery.Policy", "Chancery.Mail", "Chancery.Engine"]),
        ("Chancery.Studio", ["Chancery.Policy", "Chancery.Mail", "Chancery.Engine"]),
        ("Chancery", ["Chancery.Policy", "Chancery.Mail", "Chancery.Protection", "Chancery.Engine", "Chancery.Storage", "Chancery.Smtp", "Chancery.Studio"]),
    ];

    public static TheoryData<string> RoomNames => [.. Rooms.Select(room => room.Room)];

    [Fact]
    public void Every_project_is_a_known_room() =>
        Assert.Equal(Rooms.Select(room => room.Room).Order(StringComparer.Ordinal),
            Repository.Projects.Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_references_only_rooms_below_it(string room)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", room, room + ".csproj"));
        var used = project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        Assert.Empty(used.Except(Rooms.Single(entry => entry.Room == room).MayUse));
    }

    [Theory]
    [InlineData("Chancery.Policy", "MimeKit", "Microsoft.Data.Sqlite", "System.Net.Http", "Microsoft.AspNetCore")]
    [InlineData("Chancery.Mail", "Microsoft.Data.Sqlite", "System.Net.Http", "Microsoft.AspNetCore", "Chancery.Protection")]
    [InlineData("Chancery.Protection", "Microsoft.Data.Sqlite", "System.Net.Sockets", "Microsoft.AspNetCore", "Chancery.Smtp")]
    [InlineData("Chancery.Engine", "Microsoft.Data.Sqlite", "Microsoft.AspNetCore", "Dapper")]
    [InlineData("Chancery.Storage", "Microsoft.AspNetCore", "System.Net.Sockets", "Chancery.Smtp")]
    [InlineData("Chancery.Smtp", "Microsoft.Data.Sqlite", "Chancery.Protection", "Chancery.Policy.Plans")]
    [InlineData("Chancery.Studio", "Microsoft.Data.Sqlite", "Chancery.Protection", "Chancery.Storage")]
    public void A_room_knows_nothing_of(string room, params string[] foreign)
    {
        var offenders =
            from file in Repository.Files(Path.Combine("src", room), "*.cs", "*.razor", "*.cshtml")
            from line in Repository.Read(file).Split('\n')
            from name in foreign
            where line.StartsWith("using " + name, StringComparison.Ordinal) || line.StartsWith("@using " + name, StringComparison.Ordinal)
            select $"{file}: {line}";
        Assert.Empty(offenders);
    }
}
