using Chancery.Engine.Decide;
using Chancery.Engine.Deliver;
using Chancery.Engine.Ids;
using Chancery.Engine.Inspect.Cryptography;
using Chancery.Engine.Messages;
using Chancery.Engine.People;
using Chancery.Engine.Protect;
using Chancery.Engine.Receive;
using Chancery.Engine.Scan;
using Chancery.Engine.Simulate;
using Chancery.Engine.Tenants;
using Chancery.Engine.Triggers;
using Chancery.Engine.Verdicts;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Policy;
using Chancery.Policy.Loading;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Inspect.Inventory;

/// <summary>Everything that a rule could ask of a mail in a file: each fact of the catalogue with its value, or why it is not known.</summary>
/// <param name="installation">Without tenants: as one without a policy.</param>
/// <param name="outside">What asks the network; null: nothing does.</param>
public sealed class MailInventory(Installation installation, IKeyStore keys, InventoryOptions options, OutsideSources? outside, Directories? directories, IIdSource ids, TimeProvider time)
{
    private static readonly Lazy<IPolicy> NoPolicy = new(() => PolicyLoader.LoadText("none.yaml", "rules: []").Policies.Values.Single());

    private readonly KeyRing _ring = new(keys, time);

    /// <summary>As what the mail is looked at: its session, its envelope, and whose it is.</summary>
    public MailContext ContextOf(InspectedMail mail)
    {
        var tenant = TenantOf(mail);
        var envelope = new Envelope(options.From ?? (mail.From is [var first, ..] ? first : mail.Sender) ?? "", SimulatedInstallation.RecipientsOf(new SimulationOptions(), mail));
        return new MailContext(Session, envelope, tenant.Domains) { Reading = tenant.Policy.Reading, Triggers = tenant.Policy.Triggers };
    }

    /// <param name="original">The mail's octets once more; read to its end.</param>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public async Task<IReadOnlyList<ShownFact>> FactsAsync(InspectedMail mail, Stream original, CancellationToken cancel)
    {
        using var blobs = new ScratchBlobs();
        var (tenant, context) = (TenantOf(mail), ContextOf(mail));
        await using var writer = blobs.Create(tenant.Id);
        await CanonicalLines.CopyAsync(original, data => writer.WriteAsync(data, cancel), cancel);
        var body = await writer.CompleteAsync(cancel);
        var message = new SpooledMessage(tenant.Id, ids.NewId(), time.GetUtcNow(), Session, context.Envelope, body.Blob, HeaderFields.MessageId(mail.Header), HeaderFields.FromAddress(mail.Header));
        using var opened = Inspection.Open(tenant, installation.Settings.Limits, message, await blobs.OpenAsync(tenant.Id, body, cancel));
        return await new Catalogue(mail, opened, new FactQuestions(SourcesFor(mail, context, opened, blobs)), installation.Settings, options, time).AllAsync(cancel);
    }

    private Session Session => new("", options.Peer ?? "", options.Helo ?? "", null, options.Trust, null, options.Connector);

    /// <summary>The tenant whose domain the sender or a recipient has, else the first.</summary>
    private Tenant TenantOf(InspectedMail mail) =>
        mail.From.Concat(mail.To).Concat(mail.Cc).Select(address => installation.OwnerOf(address[(address.LastIndexOf('@') + 1)..])).FirstOrDefault(owner => owner is not null)
        ?? installation.Tenants.Values.FirstOrDefault() ?? new Tenant(TenantId.Default, [], NoPolicy.Value, null);

    private IReadOnlyList<IFactSource> SourcesFor(InspectedMail mail, MailContext context, OpenedMessage opened, ScratchBlobs blobs)
    {
        var settings = installation.Settings;
        var (upstream, router) = (new UpstreamWord(opened, settings), new Router(settings, opened.Tenant, options.Trust));
        var people = opened.Mail.From.Prepend(context.Envelope.ReversePath).Where(address => address.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        IFactSource[] asked = directories is null ? [] : [new DirectoryFactSource(directories, opened.Tenant.Id, opened.Tenant.Policy.Directories, settings, [.. people])];
        return
        [
            new CryptoFactSource(opened, new MessageOpener(new SmimeOpener(_ring, time, new CipherBinding(), new OpeningLimits()), blobs)),
            new MailFactSource(mail, context),
            new ClientFactSource(opened, settings),
            .. asked,
            new KeyFactSource(opened.Tenant.Id, (key, cancel) => SignerNames.OfAsync(key, opened, asked, cancel), _ring),
            new AuthFactSource(opened, upstream, Asks ? outside!.Dns : NoDns.Instance, Asks ? outside!.Keys : NoDns.Instance, time),
            new ScanFactSource(opened, upstream, outside is null ? [] : Scanners.Of(settings.Scanners, time), settings.Scanners.Largest),
            .. outside is null || settings.NextHops.Count == 0 ? [] : (IFactSource[])[new HopFactSource(router, outside.Hops)],
            .. outside is null ? [] : (IFactSource[])[new ClassifierFactSource(opened, settings, outside.Http)],
        ];
    }

    /// <summary>Only name servers that the settings name are asked: a look into a file tells nobody about it by itself.</summary>
    private bool Asks => outside is not null && installation.Settings.Dns.Servers.Count > 0;
}
