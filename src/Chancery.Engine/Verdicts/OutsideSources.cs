using Chancery.Engine.Decide;
using Chancery.Engine.Deliver;
using Chancery.Engine.Egress;
using Chancery.Engine.Inspect;
using Chancery.Engine.Ports;
using Chancery.Engine.Scan;
using Chancery.Engine.Settings;
using Chancery.Mail.Dkim;
using Chancery.Mail.Dns;

namespace Chancery.Engine.Verdicts;

/// <summary>Where the facts come from that need the network: the DNS, scanners, services. Not there in simulation.</summary>
public sealed record OutsideSources(IDnsRecords Dns, IDkimKeys Keys, IHopSecurity Hops, GuardedHttp Http, TimeProvider Time)
{
    public IReadOnlyList<IFactSource> For(OpenedMessage opened, GatewaySettings settings, Router router)
    {
        var upstream = new UpstreamWord(opened, settings);
        return
        [
            new AuthFactSource(opened, upstream, Dns, Keys, Time),
            new ScanFactSource(opened, upstream, Scanners.Of(settings.Scanners, Time), settings.Scanners.Largest),
            new HopFactSource(router, Hops),
            new ClassifierFactSource(opened, settings, Http),
        ];
    }
}
