using Chancery.Engine.Decide;
using Chancery.Engine.Deliver;
using Chancery.Engine.Ports;
using Chancery.Mail.Addresses;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Verdicts;

/// <summary><c>nexthop.tls</c>: what the hop of a recipient is bound to by the settings, by MTA-STS or by DANE.</summary>
public sealed class HopFactSource(Router router, IHopSecurity hops) : IFactSource
{
    private readonly Dictionary<(string Hop, string Domain), string?> _known = [];

    public string Name => "next hops";

    public async ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel)
    {
        if (key is not { Name: "nexthop.tls", Subject: { } recipient })
            return null;
        if (router.HopFor(recipient) is not { } hop || !MailAddress.TryParse(recipient, out var address))
            return new FactAnswer.Settled(new Fact.Unknown("no next hop leads to this recipient"));
        if (!_known.TryGetValue((hop.Name, address.Domain), out var found))
            _known[(hop.Name, address.Domain)] = found = await hops.LookAsync(hop, address.Domain, cancel);
        return found is null ? new FactAnswer.Unavailable("the DNS gives no answer") : new FactAnswer.Settled(Fact.Of(found));
    }
}
