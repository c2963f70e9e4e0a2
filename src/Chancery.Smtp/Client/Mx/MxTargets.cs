using Chancery.Engine.Ports;
using Chancery.Mail.Addresses;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Mx;

/// <summary>From a recipient's domain to hosts, or to the outcome where there are none.</summary>
internal sealed class MxTargets(IMxResolver resolver, int maximum)
{
    /// <summary>Lower case, as A-labels; empty for what is no address.</summary>
    public static string DomainOf(string recipient) => MailAddress.TryParse(recipient, out var address) ? address.Domain : "";

    /// <returns>Targets, the preferred one first; or what every recipient of the domain gets, its address left empty.</returns>
    public async Task<(IReadOnlyList<Target> Targets, RecipientOutcome? Refusal)> FindAsync(string domain, int port, CancellationToken cancel)
    {
        if (domain.Length == 0)
            return ([], Refusal(TransportVerdict.Failed, "not an address", "5.1.3"));
        if (domain[0] == '[')
            return ([new Target(Literal(domain), port)], null);
        return await resolver.ResolveAsync(domain, cancel) switch
        {
            MxAnswer.Hosts { Names: var names } => ([.. names.Take(maximum).Select(name => new Target(name, port))], null),
            MxAnswer.NoMail => ([], Refusal(TransportVerdict.Failed, $"{domain} takes no mail", "5.1.10")),
            MxAnswer.NoSuchDomain => ([], Refusal(TransportVerdict.Failed, $"there is no domain {domain}", "5.1.2")),
            MxAnswer.Unavailable { Reason: var reason } => ([], Refusal(TransportVerdict.Deferred, reason, "4.4.3")),
            var other => throw new InvalidOperationException($"unknown answer {other}"),
        };
    }

    private static string Literal(string domain)
    {
        var inner = domain[1..^1];
        return inner.StartsWith("ipv6:", StringComparison.OrdinalIgnoreCase) ? inner[5..] : inner;
    }

    private static RecipientOutcome Refusal(TransportVerdict verdict, string text, string status) => new("", verdict, text, status);
}
