using Chancery.Engine.Decide;
using Chancery.Engine.Ids;
using Chancery.Engine.People;
using Chancery.Engine.Settings;
using Chancery.Host.Directories;
using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Policy.People;
using Chancery.Storage;
using Chancery.Tests.Directories.Support;
using PeopleDirectories = Chancery.Engine.People.Directories;

namespace Chancery.Tests.Directories;

/// <summary>Groups and attributes of a real slapd with five thousand people.</summary>
public sealed class DirectoryFactTests
{
    private static readonly TenantId Acme = new("acme");
    private static readonly TenantId Other = new("other");

    private readonly OffsetTime _time = new();

    [Fact]
    public async Task People_are_known_by_department_site_kind_and_by_groups_in_groups()
    {
        await using var slapd = await SlapdServer.StartAsync();
        var source = Source(slapd, Acme, Settings(slapd), "p1@acme.example");
        Assert.Equal(["dept-1"], await SetAsync(source, new FactKey("sender.department")));
        Assert.Equal(["Olpe"], await SetAsync(source, new FactKey("sender.site")));
        Assert.Equal(["dept-9"], await SetAsync(source, new FactKey("recipient.department", "ALIAS4999@acme.example")));
        Assert.Equal([], await SetAsync(source, new FactKey("recipient.department", "stranger@partner.example")));
        foreach (var (address, kind) in ((string, string)[])[("p1@acme.example", "person"), ("front@acme.example", "shared"), ("ward@acme.example", "list"), ("x@partner.example", "")])
            Assert.Equal(kind, await TextAsync(source, new FactKey("recipient.kind", address)));
        foreach (var n in (int[])[1, 2, 3, 4])
            Assert.True(await FlagAsync(source, new FactKey("recipient.group", $"p{n}@acme.example", "radiology")), $"p{n}");
        Assert.True(await FlagAsync(source, new FactKey("recipient.group", "alias3@acme.example", "radiology")));
        Assert.True(await FlagAsync(source, new FactKey("sender.group", null, "radiology")));
        foreach (var no in (string[])["p5@acme.example", "p@acme.example", "*", "p1@acme.example)(x=*", ""])
            Assert.False(await FlagAsync(source, new FactKey("recipient.group", no, "radiology")), no);
        foreach (var n in (int[])[0, 2500, 4999])
            Assert.True(await FlagAsync(source, new FactKey("recipient.group", $"p{n}@acme.example", "everybody")));
        Assert.True(await FlagAsync(source, new FactKey("recipient.group", "p7@acme.example", "odd")));
        Assert.True(await FlagAsync(source, new FactKey("recipient.role", "p3@acme.example", "duty")));
        Assert.Equal(["p1@acme.example", "p2@acme.example", "p3@acme.example", "p4@acme.example"], (await SetAsync(source, new FactKey("role.holders", null, "duty"))).Order());
    }

    [Fact]
    public async Task A_sender_who_claims_two_people_is_nobody_for_sure()
    {
        await using var slapd = await SlapdServer.StartAsync();
        var source = Source(slapd, Acme, Settings(slapd), "p1@acme.example", "p5@acme.example");
        Assert.IsType<Fact.Unknown>(await FactAsync(source, new FactKey("sender.group", null, "radiology")));
        Assert.IsType<Fact.Unknown>(await FactAsync(source, new FactKey("sender.department")));
    }

    [Fact]
    public async Task What_was_known_serves_until_it_is_too_old_and_is_then_unavailable_never_no()
    {
        await using var slapd = await SlapdServer.StartAsync();
        var source = Source(slapd, Acme, Settings(slapd), "p1@acme.example");
        var (group, department) = (new FactKey("recipient.group", "p3@acme.example", "radiology"), new FactKey("recipient.department", "p3@acme.example"));
        Assert.True(await FlagAsync(source, group));
        Assert.Equal(["dept-3"], await SetAsync(source, department));
        await slapd.StopAsync();
        _time.Add(TimeSpan.FromHours(1));
        Assert.True(await FlagAsync(source, group));
        Assert.Equal(["dept-3"], await SetAsync(source, department));
        _time.Add(TimeSpan.FromHours(24));
        foreach (var key in (FactKey[])[group, department, new("recipient.group", "nobody@acme.example", "radiology"), new("role.holders", null, "duty")])
            Assert.IsType<FactAnswer.Unavailable>(await source.FetchAsync(key, default));
        await slapd.GoOnAsync();
        _time.Add(TimeSpan.FromMinutes(1));
        Assert.True(await FlagAsync(source, group));
        Assert.Equal(["dept-3"], await SetAsync(source, department));
    }

    [Fact]
    public async Task What_was_known_outlives_a_restart_with_the_directory_down_until_it_is_too_old()
    {
        await using var slapd = await SlapdServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("chancery-snapshots-");
        try
        {
            var (group, department, none) = (new FactKey("recipient.group", "p3@acme.example", "radiology"), new FactKey("recipient.department", "p3@acme.example"), new FactKey("recipient.group", "p5@acme.example", "radiology"));
            await using (var storage = await StorageAsync(folder.FullName))
            {
                var before = Source(slapd, Acme, Settings(slapd), storage);
                Assert.True(await FlagAsync(before, group));
                Assert.Equal(["dept-3"], await SetAsync(before, department));
                // The answer is there before it is kept.
                for (var i = 0; i < 100 && Directory.EnumerateFiles(Path.Combine(folder.FullName, "directories"), "*.snapshot").Count() < 2; i++)
                    await Task.Delay(50);
            }

            await slapd.StopAsync();
            var files = Directory.EnumerateFiles(Path.Combine(folder.FullName, "directories")).ToList();
            Assert.Equal(2, files.Count);
            Assert.All(files, file => Assert.DoesNotContain("acme", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)) + Path.GetFileName(file), StringComparison.Ordinal));
            _time.Add(TimeSpan.FromHours(2));
            await using (var storage = await StorageAsync(folder.FullName))
            {
                var after = Source(slapd, Acme, Settings(slapd), storage);
                Assert.True(await FlagAsync(after, group));
                Assert.False(await FlagAsync(after, none));
                Assert.Equal(["dept-3"], await SetAsync(after, department));
                // Nothing of it is another tenant's, nor the answer of another directory.
                Assert.IsType<FactAnswer.Unavailable>(await Source(slapd, Other, Settings(slapd), storage).FetchAsync(department, default));
                Assert.IsType<FactAnswer.Unavailable>(await Source(slapd, Acme, Settings(slapd) with { Base = "ou=people," + SlapdServer.Base }, storage).FetchAsync(department, default));
                _time.Add(TimeSpan.FromHours(23));
                foreach (var key in (FactKey[])[group, department, none])
                    Assert.IsType<FactAnswer.Unavailable>(await after.FetchAsync(key, default));
            }

            // What is damaged, or put in another's place, is no answer.
            File.WriteAllBytes(files[0], File.ReadAllBytes(files[1]));
            File.WriteAllBytes(files[1], [1, 2, 3]);
            _time.Add(TimeSpan.FromHours(-24));
            await using (var storage = await StorageAsync(folder.FullName))
                foreach (var key in (FactKey[])[group, department])
                    Assert.IsType<FactAnswer.Unavailable>(await Source(slapd, Acme, Settings(slapd), storage).FetchAsync(key, default));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<EmbeddedStorage> StorageAsync(string folder) => EmbeddedStorage.OpenAsync(
        new StorageOptions(Path.Combine(folder, "chancery.db"), Path.Combine(folder, "blobs"), Path.Combine(folder, "secrets"), "test"), TimeProvider.System, new IdSource(TimeProvider.System));

    private DirectoryFactSource Source(SlapdServer slapd, TenantId tenant, DirectorySettings settings, EmbeddedStorage storage) => new(
        new PeopleDirectories(new LdapReader(_time), _time, storage.DirectorySnapshots), tenant, Queries,
        new GatewaySettings { Hostname = "gw", Postmaster = "p@acme.example", Directories = [settings] }, ["p1@acme.example"]);

    [Fact]
    public async Task The_second_server_answers_where_the_first_is_down()
    {
        await using var slapd = await SlapdServer.StartAsync();
        var settings = Settings(slapd) with { Port = 1, Others = [new DirectoryServer("127.0.0.1", slapd.Port, DirectoryTls.Plain)] };
        Assert.True(await FlagAsync(Source(slapd, Acme, settings, "p1@acme.example"), new FactKey("sender.group", null, "radiology")));
        Assert.True(await new LdapDirectory(settings, TimeProvider.System).HasAddressAsync("p1@acme.example", default));
    }

    [Fact]
    public async Task Half_an_answer_is_none()
    {
        await using var slapd = await SlapdServer.StartAsync();
        var settings = Settings(slapd) with { PageSize = 100_000, Base = "ou=nowhere," + SlapdServer.Base };
        Assert.IsType<FactAnswer.Unavailable>(await Source(slapd, Acme, settings, "p1@acme.example").FetchAsync(new FactKey("sender.department"), default));
        Assert.IsType<FactAnswer.Unavailable>(await Source(slapd, Acme, Settings(slapd) with { Password = "wrong" }, "p1@acme.example").FetchAsync(new FactKey("sender.department"), default));
    }

    [Fact]
    public async Task One_tenants_directory_says_nothing_about_another_tenants_people()
    {
        await using var slapd = await SlapdServer.StartAsync();
        var directories = new PeopleDirectories(new LdapReader(_time), _time);
        var settings = Settings(slapd) with { Tenant = Acme };
        var own = new DirectoryFactSource(directories, Acme, Queries, Gateway(settings), ["p1@acme.example"]);
        var foreign = new DirectoryFactSource(directories, Other, Queries, Gateway(settings), ["p1@acme.example"]);
        Assert.True(await FlagAsync(own, new FactKey("sender.group", null, "radiology")));
        Assert.Null(await foreign.FetchAsync(new FactKey("sender.group", null, "radiology"), default));
        Assert.Null(await foreign.FetchAsync(new FactKey("sender.department"), default));
        // Without a tenant it is nobody's where there are several.
        Assert.Empty(PeopleDirectories.Of(Acme, Gateway(Settings(slapd))));

        // Of the same server and name each tenant has an answer of his own: the one kept for acme is none for the other.
        await slapd.StopAsync();
        var taken = new DirectoryFactSource(directories, Other, Queries, Gateway(settings with { Tenant = Other }), ["p1@acme.example"]);
        Assert.IsType<FactAnswer.Unavailable>(await taken.FetchAsync(new FactKey("sender.department"), default));
        Assert.True(await FlagAsync(own, new FactKey("sender.group", null, "radiology")));
    }

    private static DirectoryQueries Queries { get; } = new(
        new Dictionary<string, DirectoryQuery>
        {
            ["radiology"] = Query("(&(objectClass=groupOfNames)(cn=radiology))"),
            ["everybody"] = Query("(cn=everybody)"),
            ["odd"] = Query($"(cn={DirectoryFilter.Escape("odd (group) *"u8)})"),
        },
        new Dictionary<string, DirectoryQuery> { ["duty"] = Query("(cn=RADIOLOGY)") });

    private static DirectoryQuery Query(string filter) => new("ad", DirectoryFilter.Parse(filter), TimeSpan.FromMinutes(15), TimeSpan.FromHours(24), "vocabulary.yaml", 1, 1);

    private DirectoryFactSource Source(SlapdServer slapd, TenantId tenant, DirectorySettings settings, params string[] senders) =>
        new(new PeopleDirectories(new LdapReader(_time), _time), tenant, Queries, new GatewaySettings { Hostname = "gw", Postmaster = "p@acme.example", Directories = [settings] }, senders);

    private static GatewaySettings Gateway(DirectorySettings directory) => new()
    {
        Hostname = "gw",
        Postmaster = "p@acme.example",
        Directories = [directory],
        Tenants = new Dictionary<TenantId, TenantSettings> { [Acme] = new(["acme.example"], null), [Other] = new(["other.example"], null) },
    };

    private static DirectorySettings Settings(SlapdServer slapd) => new()
    {
        Name = "ad",
        Host = "127.0.0.1",
        Port = slapd.Port,
        Tls = DirectoryTls.Plain,
        Base = SlapdServer.Base,
        Bind = slapd.Bind,
        Password = "reader-secret",
        KindAttribute = "employeeType",
        PageSize = 300,
        Timeout = TimeSpan.FromSeconds(10),
    };

    private static async Task<Fact> FactAsync(DirectoryFactSource source, FactKey key) =>
        Assert.IsType<FactAnswer.Settled>(await source.FetchAsync(key, default)).Fact;

    private static async Task<IReadOnlyList<string>> SetAsync(DirectoryFactSource source, FactKey key) =>
        Assert.IsType<FactValue.Set>(Assert.IsType<Fact.Known>(await FactAsync(source, key)).Value).Values;

    private static async Task<string> TextAsync(DirectoryFactSource source, FactKey key) =>
        Assert.IsType<FactValue.Text>(Assert.IsType<Fact.Known>(await FactAsync(source, key)).Value).Value;

    private static async Task<bool> FlagAsync(DirectoryFactSource source, FactKey key) =>
        Assert.IsType<FactValue.Flag>(Assert.IsType<Fact.Known>(await FactAsync(source, key)).Value).Value;

    /// <summary>The clock of the machine, set forward by hand; timers run as ever.</summary>
    private sealed class OffsetTime : TimeProvider
    {
        private TimeSpan _offset;

        public void Add(TimeSpan more) => _offset += more;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;
    }
}
