using System.Text;
using Chancery.Engine.Ids;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Engine.Simulate;
using Chancery.Engine.Tenants;
using Chancery.Mail.Sources;
using Chancery.Policy.Loading;
using Chancery.Policy.Testing.Given;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Tests.Simulate;

/// <summary>Runs one mail through the dry run with a policy of a few lines.</summary>
internal static class DryRun
{
    public static async Task<SimulatedMail> OfAsync(string policy, string mail, IKeyStore? keys = null, GivenFacts? given = null, SimulationOptions? options = null)
    {
        var load = PolicyLoader.LoadText("rules.yaml", policy);
        Assert.Empty(load.Findings);
        var settings = new GatewaySettings { Hostname = "gw.acme.example", Postmaster = "postmaster@acme.example" };
        var (ids, time) = (new IdSource(TimeProvider.System), TimeProvider.System);
        given ??= GivenFacts.None;
        var ring = new KeyRing(new StandInKeys(keys ?? FolderKeyStore.Empty, given, time), time);
        var simulator = new Simulator(Installation.Of(settings, load.Policies), ring, given, new TraceHeader(new byte[32]), options ?? new SimulationOptions(), ids, time);
        var octets = Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));
        return await simulator.SimulateAsync(new MailSource("mail.eml", null, () => new MemoryStream(octets)), 1, CancellationToken.None);
    }

    /// <summary>As a file of <c>--facts</c>.</summary>
    public static GivenFacts Given(string yaml)
    {
        var (given, findings) = GivenFile.Read("given.yaml", Encoding.UTF8.GetBytes(yaml));
        Assert.Empty(findings);
        return given;
    }

    public static GivenFacts KeysGiven(params (string Address, string Smime)[] keys) =>
        Given($"keys: {{ {string.Join(", ", keys.Select(key => $"\"{key.Address}\": {{ smime: {key.Smime} }}"))} }}");
}
