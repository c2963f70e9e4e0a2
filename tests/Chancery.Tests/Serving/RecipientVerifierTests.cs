using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Host.Serving;
using Chancery.Policy;
using Chancery.Policy.Loading;
using Chancery.Smtp.Client;
using Chancery.Smtp.Client.Verification;
using Chancery.Smtp.Server.Ports;

namespace Chancery.Tests.Serving;

/// <summary>Who is asked whether a recipient of ours exists, and what his silence means. What a next hop answers is tried with the whole product.</summary>
public sealed class RecipientVerifierTests
{
    private static readonly TenantId Acme = new("acme");
    private static readonly TenantId Beta = new("beta");

    [Theory]
    [InlineData("anna@acme.example", RecipientStanding.Known)]
    [InlineData("Anna@ACME.example", RecipientStanding.Known)]
    [InlineData("nobody@acme.example", RecipientStanding.Unknown)]
    [InlineData("anna@beta.example", RecipientStanding.Unknown)]
    [InlineData("bert@beta.example", RecipientStanding.Known)]
    [InlineData("postmaster@acme.example", RecipientStanding.Known)]
    [InlineData("PostMaster@acme.example", RecipientStanding.Known)]
    [InlineData("whoever@elsewhere.example", RecipientStanding.Known)]
    public async Task A_tenant_s_own_directories_tell(string recipient, RecipientStanding standing)
    {
        var verifier = Verifier([Directory("a", Acme), Directory("b", Beta)], new() { ["a"] = ["anna@acme.example", "anna@beta.example"], ["b"] = ["bert@beta.example"] });

        Assert.Equal(standing, await verifier.VerifyAsync(RecipientVerification.Directory, recipient, CancellationToken.None));
    }

    [Fact]
    public async Task One_directory_that_knows_is_enough_and_one_that_is_down_leaves_it_open()
    {
        var verifier = Verifier([Directory("down", null), Directory("a", null)], new() { ["a"] = ["anna@acme.example"] });

        Assert.Equal(RecipientStanding.Known, await verifier.VerifyAsync(RecipientVerification.Directory, "anna@acme.example", CancellationToken.None));
        Assert.Equal(RecipientStanding.Unavailable, await verifier.VerifyAsync(RecipientVerification.Directory, "nobody@acme.example", CancellationToken.None));
    }

    [Fact]
    public async Task A_tenant_without_a_directory_has_no_such_recipients()
    {
        var verifier = Verifier([Directory("b", Beta)], new() { ["b"] = ["anna@acme.example"] });

        Assert.Equal(RecipientStanding.Unknown, await verifier.VerifyAsync(RecipientVerification.Directory, "anna@acme.example", CancellationToken.None));
    }

    [Fact]
    public async Task Mail_exchangers_of_our_own_domains_are_not_asked() =>
        Assert.Equal(RecipientStanding.Known, await Verifier([], []).VerifyAsync(RecipientVerification.NextHop, "nobody@acme.example", CancellationToken.None));

    private static RecipientVerifier Verifier(IReadOnlyList<DirectorySettings> directories, Dictionary<string, string[]> people)
    {
        var policies = new[] { Acme, Beta }.ToDictionary(id => id, _ => PolicyLoader.LoadText("rules.yaml", "rules: []").Policies.Values.Single());
        var settings = new GatewaySettings
        {
            Hostname = "gw.acme.example",
            Postmaster = "postmaster@acme.example",
            NextHops = new Dictionary<string, NextHop> { ["default"] = new("default", null, 25, true, TlsMode.None, []) },
            Tenants = new Dictionary<TenantId, TenantSettings> { [Acme] = new(["acme.example"], null), [Beta] = new(["beta.example"], null) },
            Directories = directories,
        };
        return new RecipientVerifier(
            new InstallationHolder(Installation.Of(settings, policies)), new HopVerifier(new SmtpClientOptions { Hostname = "gw.acme.example" }, TimeProvider.System),
            directory => new Book(people.GetValueOrDefault(directory.Name)), TimeProvider.System);
    }

    private static DirectorySettings Directory(string name, TenantId? tenant) =>
        new() { Name = name, Host = name, Port = 636, Tls = DirectoryTls.Implicit, Base = "dc=acme", Tenant = tenant };

    /// <summary>Null: it cannot be asked.</summary>
    private sealed class Book(string[]? addresses) : IDirectory
    {
        public Task<DirectoryPerson?> LogInAsync(string user, string password, CancellationToken cancel) => Task.FromResult<DirectoryPerson?>(null);

        public Task<bool> HasAddressAsync(string address, CancellationToken cancel) =>
            addresses is null ? throw new DirectoryUnavailableException("down") : Task.FromResult(addresses.Contains(address));
    }
}
