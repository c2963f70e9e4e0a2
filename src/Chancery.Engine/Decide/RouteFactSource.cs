using Chancery.Engine.Deliver;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Decide;

/// <summary><c>nexthop.final</c>: whether the hop is the recipient's own server, so that TLS to it protects all the way (R11).</summary>
public sealed class RouteFactSource(Router router) : IFactSource
{
    public string Name => "routes";

    public ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel) =>
        ValueTask.FromResult(FactAnswer.Of(key is { Name: "nexthop.final", Subject: { } recipient }
            ? Fact.Of(router.IsFinal(router.HopNameFor(recipient), recipient))
            : null));
}
