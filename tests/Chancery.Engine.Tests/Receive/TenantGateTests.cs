using Chancery.Engine.Receive;
using Chancery.Engine.Receive.Rates;
using Chancery.Engine.Settings;
using Chancery.Policy;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Engine.Tests.Receive;

/// <summary>One tenant's mail does not take the place of another's.</summary>
public sealed class TenantGateTests
{
    private static readonly TenantId[] Acme = [new("acme")];
    private static readonly TenantId[] Beta = [new("beta")];

    [Fact]
    public void A_tenant_has_its_places_and_others_theirs()
    {
        var gate = new TenantGate(() => new ClientLimits { TenantSessions = 2 }, new FakeTimeProvider());

        var first = gate.Enter(Acme);
        using var second = gate.Enter(Acme);
        Assert.Equal("450 4.7.1", Refusal(() => gate.Enter(Acme)));
        using var other = gate.Enter(Beta);
        first.Dispose();
        first.Dispose();
        using var third = gate.Enter(Acme);
        Assert.Equal("450 4.7.1", Refusal(() => gate.Enter(Acme)));
    }

    [Fact]
    public void Messages_of_a_minute_are_counted_and_time_gives_new_ones()
    {
        var time = new FakeTimeProvider();
        var gate = new TenantGate(() => new ClientLimits { TenantMessages = 3 }, time);

        for (var i = 0; i < 3; i++)
            gate.Enter(Acme).Dispose();
        Assert.Equal("450 4.7.1", Refusal(() => gate.Enter(Acme)));
        gate.Enter(Beta).Dispose();
        time.Advance(TimeSpan.FromSeconds(20));
        gate.Enter(Acme).Dispose();
        Assert.Equal("450 4.7.1", Refusal(() => gate.Enter(Acme)));
    }

    /// <summary>For two tenants it needs a place at both, and is refused whole.</summary>
    [Fact]
    public void A_message_for_two_tenants_takes_a_place_of_each_or_none()
    {
        var gate = new TenantGate(() => new ClientLimits { TenantSessions = 1 }, new FakeTimeProvider());

        using var place = gate.Enter(Acme);
        Assert.Equal("450 4.7.1", Refusal(() => gate.Enter([.. Beta, .. Acme])));
        gate.Enter(Beta).Dispose();
    }

    [Fact]
    public void Changed_limits_hold_at_once_and_none_is_no_limit()
    {
        var limits = new ClientLimits { TenantSessions = 1 };
        var gate = new TenantGate(() => limits, new FakeTimeProvider());

        using var first = gate.Enter(Acme);
        Assert.Equal("450 4.7.1", Refusal(() => gate.Enter(Acme)));
        limits = new ClientLimits();
        using var second = gate.Enter(Acme);
        limits = new ClientLimits { TenantSessions = 2 };
        Assert.Equal("450 4.7.1", Refusal(() => gate.Enter(Acme)));
    }

    private static string Refusal(Func<IDisposable> enter)
    {
        var reply = Assert.Throws<ReceptionException>(enter).Reply;
        return $"{reply.Code} {reply.Enhanced}";
    }
}
