using Chancery.Mail.Headers;
using Chancery.Policy.Triggers;

namespace Chancery.Mail.Tests.Triggers;

public sealed class HeaderFirewallTests
{
    private static readonly Trigger[] Triggers =
    [
        new("X-Mailu-Action", Trigger.Action, new Dictionary<string, string> { ["pdf-container"] = "pdf" }, "internal"),
        new("X-LIS-Case", Trigger.AppId, new Dictionary<string, string>(), "connector(lis)"),
    ];

    [Theory]
    [InlineData("anonymous", null, "X-Chancery-Action X-Mailu-Action X-LIS-Case")]
    [InlineData("authenticated", null, "X-Mailu-Action X-LIS-Case")]
    [InlineData("internal", null, "X-LIS-Case")]
    [InlineData("internal", "erp", "X-LIS-Case")]
    [InlineData("internal", "lis", "")]
    [InlineData("anonymous", "lis", "X-Chancery-Action X-Mailu-Action")]
    public void Orders_pass_over_a_channel_that_may_give_them(string trust, string? connector, string stripped)
    {
        var firewall = new HeaderFirewall(Triggers, new ChannelTrust(trust, connector));
        string[] fields = ["X-Chancery-Action", "x-mailu-action", "X-LIS-Case", "Sensitivity", "X-Priority", "msip_labels"];
        Assert.Equal(stripped.Split(' ', StringSplitOptions.RemoveEmptyEntries), fields.Where(firewall.Strips), StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("internal", "PDF-Container", "pdf")]
    [InlineData("internal", "something", "")]
    [InlineData("authenticated", "pdf-container", "")]
    [InlineData("signed", "pdf-container", "pdf")]
    public void A_foreign_order_means_what_the_vocabulary_says(string trust, string value, string wished) =>
        Assert.Equal(wished, string.Join(' ', Wish.Of(Triggers, new ChannelTrust(trust, null), name => name == "X-Mailu-Action" ? [value] : []).Select(wish => wish.Action)));
}
