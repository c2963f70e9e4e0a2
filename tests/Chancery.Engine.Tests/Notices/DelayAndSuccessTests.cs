using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Tests.Notices;

/// <summary>Reports that something is late, or has been handed on (RFC 3461 section 4.1, RFC 3464 section 2.3.3).</summary>
public sealed class DelayAndSuccessTests
{
    private const string Slow = "slow@other.example";
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private static readonly GatewaySettings Patient = House.Settings with
    {
        Delivery = new DeliverySettings { Retry = [TimeSpan.FromMinutes(30)], Expire = TimeSpan.FromDays(5) },
    };

    [Fact]
    public async Task A_delay_is_told_once_after_four_hours_and_says_until_when_it_is_tried()
    {
        await using var house = await DeferringAsync();
        var start = house.Time.GetUtcNow();
        await house.PassAsync(House.Anna, [Slow, "slow2@other.example"]);
        await house.PassTimeAsync(TimeSpan.FromHours(3.5), Step);
        Assert.Empty(house.Hop.Taken);

        await house.PassTimeAsync(TimeSpan.FromHours(20), Step);

        var notice = Assert.Single(house.Hop.Taken);
        Assert.InRange(notice.At - start, TimeSpan.FromHours(4), TimeSpan.FromHours(4.6));
        var report = await ReadReport.OfAsync(notice);
        Assert.Equal(["rfc822; slow@other.example", "rfc822; slow2@other.example"], report.Fields.Skip(1).Select(fields => fields["Final-Recipient"]));
        Assert.All(report.Fields.Skip(1), fields => Assert.Equal(("delayed", "4.7.1"), (fields["Action"], fields["Status"])));
        Assert.Equal(start + TimeSpan.FromDays(5), DateTimeOffset.Parse(report.Fields[1]["Will-Retry-Until"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("need not send it again", report.Words, StringComparison.Ordinal);
        Assert.Contains("noch nicht zugestellt", report.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(House.Anna, SessionTrust.Internal, null, 1)]
    [InlineData(House.Anna, SessionTrust.Internal, Notify.Failure, 0)]
    [InlineData(House.Anna, SessionTrust.Internal, Notify.Never, 0)]
    [InlineData("", SessionTrust.Internal, null, 0)]
    [InlineData("stranger@other.example", SessionTrust.Anonymous, null, 0)]
    [InlineData("stranger@other.example", SessionTrust.Anonymous, Notify.Delay, 1)]
    public async Task Delays_are_told_to_our_own_and_to_who_asked(string from, SessionTrust trust, Notify? notify, int reports)
    {
        await using var house = await DeferringAsync();
        var to = trust == SessionTrust.Anonymous ? "slow@acme.example" : Slow;

        await house.PassAsync(from, [to], trust: trust, request: AskedFor(to, notify));
        await house.PassTimeAsync(TimeSpan.FromHours(6), Step);

        Assert.Equal(reports, house.Hop.Taken.Count);
    }

    [Fact]
    public async Task Delays_are_not_told_where_the_settings_say_never()
    {
        await using var house = await DeferringAsync(Patient with { Delivery = Patient.Delivery with { DelayNotice = null } });

        await house.PassAsync(House.Anna, [Slow]);
        await house.PassTimeAsync(TimeSpan.FromHours(8), Step);

        Assert.Empty(house.Hop.Taken);
    }

    [Theory]
    [InlineData(Notify.Success, true, 1)]
    [InlineData(Notify.Success | Notify.Failure, true, 1)]
    [InlineData(Notify.Success, false, 0)]
    [InlineData(Notify.Failure, true, 0)]
    [InlineData(Notify.Never, true, 0)]
    [InlineData(null, true, 0)]
    public async Task Success_is_told_where_it_was_asked_for_and_the_next_server_will_not(Notify? notify, bool lacksDsn, int reports)
    {
        const string to = "b@other.example";
        await using var house = await House.OpenAsync("rules: []");
        house.Hop.LacksDsn = lacksDsn;

        await house.PassAsync(House.Anna, [to], request: AskedFor(to, notify));

        var notices = house.Hop.Taken.Where(mail => mail.From.Length == 0).ToList();
        Assert.Equal(reports, notices.Count);
        foreach (var notice in notices)
        {
            var report = await ReadReport.OfAsync(notice);
            Assert.Equal(("relayed", "2.0.0"), (report.Fields[1]["Action"], report.Fields[1]["Status"]));
            Assert.Equal("smtp; 250 2.0.0 taken", report.Fields[1]["Diagnostic-Code"]);
            Assert.Contains("handed on", report.Words, StringComparison.Ordinal);
            Assert.Contains("übergeben", report.Words, StringComparison.Ordinal);
        }
    }

    private static DeliveryRequest AskedFor(string to, Notify? notify) => new()
    {
        Recipients = new Dictionary<string, RecipientRequest>(StringComparer.OrdinalIgnoreCase) { [to] = new(notify, null) },
    };

    private static async Task<House> DeferringAsync(GatewaySettings? settings = null)
    {
        var house = await House.OpenAsync("rules: []", settings ?? Patient);
        house.Hop.Answer = (_, to) => to.StartsWith("slow", StringComparison.Ordinal) ? (TransportVerdict.Deferred, "451 4.7.1 greylisted", "4.7.1") : null;
        return house;
    }
}
