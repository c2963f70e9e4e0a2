using System.Text;
using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Client.Destinations;
using Chancery.Smtp.Server.Ports;

namespace Chancery.Smtp.Client.Verification;

/// <summary>Asks a next hop whether it would take mail for a recipient: MAIL with the null sender, RCPT, and no more.</summary>
public sealed class HopVerifier(SmtpClientOptions options, TimeProvider time)
{
    /// <summary>The client at our own door waits meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SmtpClientOptions _options = options with { ConnectTimeout = Patience, CommandTimeout = Patience };

    /// <param name="hop">With a host.</param>
    public async Task<RecipientStanding> AskAsync(NextHop hop, string recipient, CancellationToken cancel)
    {
        try
        {
            var hosts = FixedHosts.Of(hop, TlsDemand.Of(hop));
            await using var connection = await OpenAsync(hosts, cancel);
            return await AskAsync(connection, recipient, cancel);
        }
        catch (PeerException)
        {
            return RecipientStanding.Unavailable;
        }
    }

    /// <summary>The first host that can be talked to.</summary>
    private async Task<SmtpConnection> OpenAsync(Destination hosts, CancellationToken cancel)
    {
        var failure = new PeerException("4.4.4", "no host to ask");
        foreach (var target in hosts.Targets)
        {
            try
            {
                return await new Connector(_options, time).OpenAsync(await hosts.ApproachAsync(target, cancel), cancel);
            }
            catch (PeerException error)
            {
                failure = error;
            }
        }

        throw failure;
    }

    private static async Task<RecipientStanding> AskAsync(SmtpConnection connection, string recipient, CancellationToken cancel)
    {
        var smtpUtf8 = Ascii.IsValid(recipient) ? "" : " SMTPUTF8";
        var mail = await connection.AskAsync("MAIL FROM:<>" + smtpUtf8, Patience, cancel);
        if (!mail.IsPositive || !MailAddress.TryParse(recipient, out var address))
            return RecipientStanding.Unavailable;
        var reply = await connection.AskAsync($"RCPT TO:<{address.Wire}>", Patience, cancel);
        await connection.AskAsync("QUIT", Patience, cancel);
        return StandingOf(reply);
    }

    /// <summary>Refused for who the recipient is, not for who we are (5.7) or for a fault of the server.</summary>
    private static RecipientStanding StandingOf(PeerReply reply) => reply switch
    {
        { IsPositive: true } => RecipientStanding.Known,
        { Code: 550 or 551 or 553 } when !reply.Status.StartsWith("5.7.", StringComparison.Ordinal) => RecipientStanding.Unknown,
        { IsPermanent: true } when reply.Status.StartsWith("5.1.", StringComparison.Ordinal) => RecipientStanding.Unknown,
        _ => RecipientStanding.Unavailable,
    };
}
