using System.Text;
using Chancery.Engine.Composition;
using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Engine.Verdicts;
using Chancery.Mail.Envelopes;
using Chancery.Policy;
using Chancery.Policy.Loading;
using Chancery.Protection.Keys;
using Chancery.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chancery.Engine.Tests.Support;

/// <summary>The engine on the embedded store, with a clock that stands still and a next hop that does as it is told.</summary>
internal sealed class House : IAsyncDisposable
{
    public const string Anna = "anna@acme.example";

    private readonly string _folder;
    private readonly InstallationHolder _installation;
    private readonly EmbeddedStorage _storage;
    private readonly IKeyStore _keys;
    private EngineServices _engine;

    private House(Installation installation, JumpingTime time, EmbeddedStorage storage, string folder, Func<IKeyStore, IKeyStore> keys)
    {
        _folder = folder;
        (Time, _storage, _keys, Blobs) = (time, storage, keys(storage.Keys), new FailingBlobs(storage.Blobs));
        Hop = new ScriptedHop(time);
        _installation = new InstallationHolder(installation);
        _engine = Start();
    }

    public JumpingTime Time { get; }

    public ScriptedHop Hop { get; }

    public FailingBlobs Blobs { get; }

    public long FreeDisk { get; set; } = long.MaxValue;

    /// <summary>By which mail comes that is received from now on.</summary>
    public string? Connector { get; set; }

    /// <summary>What needs the network; set before <see cref="RestartAsync"/>.</summary>
    public OutsideSources? Outside { get; set; }

    public Engine.Queue.QueueOperations Queue => _engine.Queue;

    /// <summary>From the name of a key to its record; what is not there is not published.</summary>
    public PublishedKeys DkimKeys { get; } = new();

    public IMailStore Store => _storage.Mail;

    public IKeyStore Keys => _storage.Keys;

    public IPseudonymSource Pseudonyms => _storage.Pseudonyms;

    public static GatewaySettings Settings { get; } = new()
    {
        Hostname = "gw.acme.example",
        Postmaster = "postmaster@acme.example",
        NextHops = new Dictionary<string, NextHop> { ["default"] = new("default", "192.0.2.25", 25, false, TlsMode.None, ["partner.example"]) },
    };

    /// <param name="keys">Puts something between the engine and the key store.</param>
    public static Task<House> OpenAsync(string policy, GatewaySettings? settings = null, Func<IKeyStore, IKeyStore>? keys = null) =>
        OpenAsync(InstallationOf(policy, settings ?? Settings), keys);

    /// <summary>Several tenants: by id, the domain <c>ID.example</c> and a policy.</summary>
    public static Task<House> OpenAsync(params (string Tenant, string Policy)[] tenants)
    {
        var ids = tenants.Select(tenant => (Id: new TenantId(tenant.Tenant), Load: PolicyLoader.LoadText("rules.yaml", tenant.Policy))).ToList();
        Assert.All(ids, tenant => Assert.Empty(tenant.Load.Findings));
        var settings = Settings with { Tenants = ids.ToDictionary(tenant => tenant.Id, tenant => new TenantSettings([$"{tenant.Id}.example"], null)) };
        return OpenAsync(Installation.Of(settings, ids.ToDictionary(tenant => tenant.Id, tenant => tenant.Load.Policies.Values.Single())), null);
    }

    private static async Task<House> OpenAsync(Installation installation, Func<IKeyStore, IKeyStore>? keys)
    {
        var folder = Directory.CreateTempSubdirectory("chancery-engine-").FullName;
        var time = new JumpingTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var options = new StorageOptions(Path.Combine(folder, "chancery.db"), Path.Combine(folder, "blobs"), Path.Combine(folder, "secrets"), "node-1");
        var storage = await EmbeddedStorage.OpenAsync(options, time, new IdSource(TimeProvider.System));
        return new House(installation, time, storage, folder, keys ?? (store => store));
    }

    /// <summary>All that the engine had in memory is gone.</summary>
    public async Task RestartAsync()
    {
        _engine = Start();
        await Store.ReclaimAsync(default);
    }

    public void Replace(string policy) => _installation.Replace(InstallationOf(policy, _installation.Current.Settings));

    /// <summary>A certificate with its private key for each address, below an authority the tenant trusts.</summary>
    public Task AddKeysAsync(params string[] addresses) => AddKeysAsync(Time.GetUtcNow(), addresses);

    /// <param name="made">They are good for three years from then.</param>
    public async Task AddKeysAsync(DateTimeOffset made, params string[] addresses)
    {
        using var maker = new CertificateMaker($"Test CA {made:O}", made);
        await _storage.Keys.AddAsync(TenantId.Default, maker.Anchor, default);
        foreach (var address in addresses)
            await _storage.Keys.AddAsync(TenantId.Default, maker.MailCertificate(address, address), default);
    }

    /// <summary>The refusal of one recipient, if any.</summary>
    public async Task<SmtpReply?> AskAsync(string from, string to) =>
        await _engine.Reception.CheckRecipientAsync(new Session("127.0.0.1:2525", "192.0.2.7", "client.example", null, SessionTrust.Internal, null, null), from, to, default);

    /// <summary>A whole transaction; the reply to RCPT if it refuses, else the one to the final dot.</summary>
    public async Task<SmtpReply> ReceiveAsync(
        string from, string[] to, string mail, SessionTrust trust = SessionTrust.Internal, DeliveryRequest? request = null, bool eightBit = false)
    {
        var session = new Session("127.0.0.1:2525", "192.0.2.7", "client.example", null, trust, null, Connector);
        foreach (var recipient in to)
        {
            if (await _engine.Reception.CheckRecipientAsync(session, from, recipient, default) is { } refused)
                return refused;
        }

        var envelope = new Envelope(from, to) { EightBit = eightBit, Request = request ?? DeliveryRequest.None };
        await using var incoming = await _engine.Reception.OpenAsync(session, envelope, default);
        await incoming.WriteAsync(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), default);
        return await incoming.CommitAsync(default);
    }

    /// <summary>The refusal of MAIL FROM; null if it is welcome.</summary>
    public ValueTask<SmtpReply?> CheckSenderAsync(string from, long? size) =>
        _engine.Reception.CheckSenderAsync(new Session("127.0.0.1:2525", "192.0.2.7", "client.example", null, SessionTrust.Internal, null, null), from, size, default);

    /// <summary>Receives it, does all that is due, and returns what is stored of it.</summary>
    public async Task<MessageRecord> PassAsync(
        string from, string[] to, string? mail = null, SessionTrust trust = SessionTrust.Internal, DeliveryRequest? request = null, bool eightBit = false)
    {
        var reply = await ReceiveAsync(
            from, to, mail ?? $"From: {from}\nTo: {string.Join(", ", to)}\nSubject: Plan\nMessage-ID: <1@acme.example>\n\nSecret words.\n", trust, request, eightBit);
        Assert.True(reply.Code == 250, reply.ToString());
        await DrainAsync();
        return await RecordAsync(reply.Text.Split(' ')[^1]);
    }

    /// <summary>The same from Anna, with time enough for all that is waited for.</summary>
    public async Task<MessageRecord> PassLongAsync(string[] to)
    {
        var record = await PassAsync(Anna, to);
        await PassTimeAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(5));
        return await RecordAsync(record.Message.Id);
    }

    /// <summary>With all hands at work side by side, as in a process.</summary>
    public async Task WhileWorkingAsync(Func<Task> work)
    {
        using var stop = new CancellationTokenSource();
        var working = _engine.Workers.RunAsync(stop.Token, default);
        await work();
        await stop.CancelAsync();
        await working;
    }

    public Task DrainAsync() => _engine.Workers.DrainAsync(default);

    /// <summary>Lets time pass in steps, doing what falls due.</summary>
    public async Task PassTimeAsync(TimeSpan total, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < total; passed += step)
        {
            Time.Advance(step);
            await DrainAsync();
        }
    }

    public async Task<MessageRecord> RecordAsync(string id) => await _storage.Mail.GetAsync(id, default) ?? throw new InvalidOperationException($"no message {id}");

    private EngineServices Start() => new(
        new EnginePorts(Store, Blobs, _keys, _storage.Pseudonyms, Hop, new byte[32], new IdSource(Time), Time, NullLoggerFactory.Instance)
        {
            FreeDisk = () => FreeDisk,
            DkimKeys = DkimKeys,
            Outside = Outside,
        },
        _installation);

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Installation InstallationOf(string policy, GatewaySettings settings)
    {
        var load = PolicyLoader.LoadText("rules.yaml", policy, GatewaySources.Of(settings));
        Assert.Empty(load.Findings);
        var signing = settings.Tenants.TryGetValue(TenantId.Default, out var given) ? given.Signing : SigningSettings.None;
        return Installation.Of(settings with { Tenants = new Dictionary<TenantId, TenantSettings> { [TenantId.Default] = new(["acme.example"], null) { Signing = signing } } }, load.Policies);
    }
}
