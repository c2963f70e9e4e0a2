using Chancery.Engine.Deliver;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Client.Verification;
using Chancery.Smtp.Server.Ports;

namespace Chancery.Host.Serving;

/// <summary>Asks the server behind us, or the directories, whether a recipient of a tenant exists. Others, and postmasters, always do.</summary>
internal sealed class RecipientVerifier(InstallationHolder installation, HopVerifier hops, Func<DirectorySettings, IDirectory> directories, TimeProvider time) : IRecipientVerifier
{
    private readonly StandingCache _cache = new(time);

    public async ValueTask<RecipientStanding> VerifyAsync(RecipientVerification by, string recipient, CancellationToken cancel)
    {
        var now = installation.Current;
        if (!MailAddress.TryParse(recipient, out var address) || address.LocalPart.Equals("postmaster", StringComparison.OrdinalIgnoreCase)
            || TenantResolver.OfRecipient(now, recipient) is not { } tenant)
            return RecipientStanding.Known;
        return await _cache.GetAsync($"{by} {tenant.Id} {address.Normalised}", () => by switch
        {
            RecipientVerification.NextHop => AskHopAsync(now, tenant, recipient, cancel),
            RecipientVerification.Directory => AskDirectoriesAsync(now, tenant, address.Normalised, cancel),
            RecipientVerification.None => Task.FromResult(RecipientStanding.Known),
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, "unknown way to verify"),
        });
    }

    /// <summary>Mail exchangers of our own domains may well be ourselves: they are not asked.</summary>
    private async Task<RecipientStanding> AskHopAsync(Installation now, Tenant tenant, string recipient, CancellationToken cancel) =>
        new Router(now.Settings, tenant, SessionTrust.Anonymous).HopFor(recipient) is { Host: not null } hop
            ? await hops.AskAsync(hop, recipient, cancel)
            : RecipientStanding.Known;

    private async Task<RecipientStanding> AskDirectoriesAsync(Installation now, Tenant tenant, string address, CancellationToken cancel)
    {
        var standing = RecipientStanding.Unknown;
        foreach (var directory in now.Settings.Directories.Where(directory => directory.Tenant is null || directory.Tenant == tenant.Id))
        {
            try
            {
                if (await directories(directory).HasAddressAsync(address, cancel))
                    return RecipientStanding.Known;
            }
            catch (DirectoryUnavailableException)
            {
                standing = RecipientStanding.Unavailable;
            }
        }

        return standing;
    }
}
