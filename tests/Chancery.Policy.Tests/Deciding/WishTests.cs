using Chancery.Policy.Facts;
using Chancery.Policy.Loading;
using Chancery.Policy.Plans;
using Chancery.Policy.Triggers;

namespace Chancery.Policy.Tests.Deciding;

/// <summary>What a trusted sender asks for raises, like a rule of least authority, and never lowers.</summary>
public sealed class WishTests
{
    [Theory]
    [InlineData("rules: []", "smime", "outbound", "deliver", "smime")]
    [InlineData("rules: []", "encrypt", "outbound", "deliver", "smime, pgp, pdf, portal")]
    [InlineData("rules: []", "encrypt", "internal", "deliver", "")]
    [InlineData("rules: []", "hold", "internal", "hold", "")]
    [InlineData("rules: []", "encrpyt", "internal", "hold", "")]
    [InlineData("rules: [ { id: a, then: [ { protect: [pdf, smime] } ] } ]", "smime", "outbound", "deliver", "smime")]
    [InlineData("rules: [ { id: a, then: [ { protect: [pgp, smime] } ] } ]", "encrypt", "outbound", "deliver", "pgp, smime")]
    [InlineData("rules: [ { id: a, then: [ { protect: [pgp] } ] } ]", "smime", "outbound", "hold", "")]
    [InlineData("rules: [ { id: a, then: [ quarantine ] } ]", "hold", "outbound", "quarantine", "")]
    public void It_asks_for_methods_where_mail_leaves_and_for_a_hold_everywhere(string rules, string wish, string direction, string disposition, string acceptable)
    {
        var plan = Decide(rules, direction, new Wish("X-Chancery-Action", wish)).Plan;
        Assert.Equal(disposition, Names.Of(plan.Disposition));
        Assert.Equal(acceptable, string.Join(", ", plan.Acceptable.Select(Names.Of)));
    }

    [Fact]
    public void The_decision_says_who_asked() =>
        Assert.Equal(["sender/x-sap-action"], Decide("rules: []", "outbound", new Wish("X-SAP-Action", "smime")).Rules.Select(rule => rule.Id));

    private static GroupDecision Decide(string rules, string direction, Wish wish)
    {
        var load = PolicyLoader.LoadText("rules.yaml", rules + "\n");
        Assert.False(load.HasErrors);
        var policy = load.Policies.Values.Single();
        var request = new DecisionRequest(TenantId.Default, [new DecisionRecipient("b@partner.example", false)], FactSet.Empty) { Wishes = [wish] };
        while (true)
        {
            switch (policy.Decide(request))
            {
                case DecisionStep.Decided decided:
                    return decided.Decision.Groups.Single();
                case DecisionStep.Needs needs:
                    request = request with { Facts = request.Facts.With(needs.Keys.Select(key => KeyValuePair.Create(key, Answer(key, direction)))) };
                    break;
            }
        }
    }

    private static Fact Answer(FactKey key, string direction) => key.Name switch
    {
        "direction" => Fact.Of(direction),
        "recipient.keys.smime" or "recipient.keys.pgp" => Fact.Of("valid"),
        "attachments" => Fact.Of([]),
        "message.type" => Fact.Of("normal"),
        "message.encryptedBy" => Fact.Of("none"),
        _ => Fact.Of(false),
    };
}
