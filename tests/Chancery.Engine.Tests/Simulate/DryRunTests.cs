using Chancery.Engine.Simulate;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Tests.Simulate;

/// <summary>The three middle steps together: what a policy of a few lines makes of a mail.</summary>
public sealed class DryRunTests
{
    private const string Mail = """
        From: Anna <anna@acme.example>
        To: b@partner.example, c@board.example, d@other.example
        Subject: Quartal
        Message-ID: <1@acme.example>
        MIME-Version: 1.0
        Content-Type: text/plain

        Zahlen
        """;

    private const string Policy = """
        rules:
          - id: partner
            if: { recipient.domain: partner.example }
            then: [ { protect: [smime] } ]
          - id: board
            if: { recipient.domain: board.example }
            then: [ { header: { set: { name: X-Board, value: "ja" } } } ]
        """;

    [Fact]
    public async Task Every_recipient_gets_the_plan_of_the_rules_that_speak_of_him()
    {
        var mail = await DryRun.OfAsync(Policy, Mail, given: DryRun.KeysGiven(("b@partner.example", "valid")));

        Assert.Empty(mail.Problems);
        Assert.Equal(3, mail.Groups.Count);
        Assert.Equal(Method.Smime, mail.Groups[0].Group.Plan.Protection);
        Assert.Equal("rules/partner", Assert.Single(mail.Groups[0].Group.Rules).Id);
        Assert.Equal(Method.Plain, mail.Groups[1].Group.Plan.Protection);
        Assert.True(mail.Groups[1].Group.Plan.ChangesCopy);
        Assert.Equal(["d@other.example"], mail.Groups[2].Group.To);
        Assert.Empty(mail.Groups[2].Group.Rules);
        Assert.All(mail.Groups, group => Assert.Single(group.Effects));
    }

    [Fact]
    public async Task Without_a_key_the_group_is_held_and_the_others_go_on()
    {
        var mail = await DryRun.OfAsync(Policy, Mail);

        Assert.Equal(Disposition.Hold, mail.Groups[0].Group.Plan.Disposition);
        Assert.Empty(mail.Groups[0].Effects);
        Assert.Equal(new Try(Method.Smime, false, "none"), Assert.Single(mail.Groups[0].Group.Plan.Tried));
        Assert.Single(mail.Groups[2].Effects);
    }

    [Fact]
    public async Task A_copy_is_an_effect_of_the_group_whose_rule_asks_for_it()
    {
        var mail = await DryRun.OfAsync("rules: [ { id: watch, then: [ { copy: archiv@acme.example } ] } ]", Mail);

        var group = Assert.Single(mail.Groups);
        Assert.Equal(2, group.Effects.Count);
        Assert.Equal(["archiv@acme.example"], group.Effects[1].To);
    }

    [Fact]
    public async Task What_is_not_built_yet_is_planned_and_makes_no_message()
    {
        var mail = await DryRun.OfAsync("rules: [ { id: container, then: [ { protect: [pdf] } ] } ]", Mail);

        var group = Assert.Single(mail.Groups);
        Assert.Equal(Method.Pdf, group.Group.Plan.Protection);
        Assert.Empty(group.Effects);
    }
}
