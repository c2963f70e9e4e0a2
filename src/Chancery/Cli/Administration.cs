using Chancery.Engine.Composition;
using Chancery.Engine.Ids;
using Chancery.Engine.Tenants;
using Chancery.Host.Serving;
using Chancery.Host.Settings;
using Chancery.Policy;
using Chancery.Smtp.Client;
using Chancery.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chancery.Host.Cli;

/// <summary>Whether a verb judges mail.</summary>
internal enum PolicyUse
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It may have to; what needs no judging is done without.</summary>
    IfSound,

    /// <summary>It does.</summary>
    Needed,
}

/// <summary>The engine without listeners and workers, for verbs that act on the stores beside a running <c>serve</c>.</summary>
internal sealed class Administration(EmbeddedStorage storage, EngineServices engine) : IAsyncDisposable
{
    public EmbeddedStorage Storage => storage;

    public EngineServices Engine => engine;

    /// <exception cref="UsageException">Settings, stores or policy cannot be read.</exception>
    public static async Task<Administration> OpenAsync(Invocation call, PolicyUse policy, CancellationToken cancel)
    {
        var settings = Instance.Settings(call);
        var installation = Installation.Of(settings.Gateway, PoliciesOf(call, settings, policy));
        var storage = await Stores.VisitAsync(settings, cancel);
        var (time, logs) = (TimeProvider.System, NullLoggerFactory.Instance);
        var services = new ServiceCollection().AddLogging().AddSmtpTransport(new SmtpClientOptions { Hostname = settings.Gateway.Hostname }, settings.Gateway.Dns, settings.Gateway.Egress).BuildServiceProvider();
        var ports = new EnginePorts(
            storage.Mail, storage.Blobs, storage.Keys, storage.Pseudonyms, services.GetRequiredService<Chancery.Engine.Ports.IMailTransport>(),
            storage.Secrets.Derive(null, "trace"), new IdSource(time), time, logs);
        return new Administration(storage, new EngineServices(ports, new InstallationHolder(installation)));
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    private static IReadOnlyDictionary<TenantId, IPolicy> PoliciesOf(Invocation call, HostSettings settings, PolicyUse use)
    {
        if (use == PolicyUse.None)
            return new Dictionary<TenantId, IPolicy>();
        var load = PolicySource.Load(settings);
        if (!load.HasErrors)
            return load.Policies;
        return use == PolicyUse.IfSound
            ? new Dictionary<TenantId, IPolicy>()
            : throw new UsageException(call.Say("the policy has errors, so nothing can be judged anew", "die Richtlinie hat Fehler, daher kann nichts neu entschieden werden")) { Findings = load.Findings };
    }
}
