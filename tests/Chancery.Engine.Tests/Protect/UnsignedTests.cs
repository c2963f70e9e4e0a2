using Chancery.Engine.Explain;
using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Support;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Tests.Protect;

/// <summary>A signature that cannot be made: required it holds, preferred it is left away, and everybody can see that (language, R34).</summary>
public sealed class UnsignedTests
{
    private const string Preferred = "rules: [ { id: safe, then: [ { sign: smime }, { protect: [smime] } ] } ]";
    private const string Required = "rules: [ { id: safe, then: [ { sign: { with: smime, level: required } }, { protect: [smime] } ] } ]";
    private const string Bernd = "b@partner.example";

    [Fact]
    public async Task Preferred_and_the_key_store_down_it_goes_unsigned_after_the_wait_and_says_so()
    {
        await using var house = await House.OpenAsync(Preferred, keys: store => new FailingKeys(store, call => call == nameof(IKeyStore.PrivateKeyAsync)));
        await house.AddKeysAsync(House.Anna, Bernd);

        var record = await house.PassLongAsync([Bernd]);

        Assert.Contains("enveloped-data", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
        var plan = Assert.Single(record.Groups).Plan;
        Assert.Equal((Signature.None, "whether the sender has a signing key could not be found out"), (plan.Sign, plan.Unsigned));
        Assert.Contains("\"why\":\"keys unavailable: timed out\"", record.DecisionJson, StringComparison.Ordinal);
        Assert.Contains("\"unsigned\":\"whether the sender", record.DecisionJson, StringComparison.Ordinal);
        Assert.Contains("\"unsigned\"", record.Events.Single(entry => entry.Event.Kind == "decided").Event.Data, StringComparison.Ordinal);
        Assert.Contains(Explanation.LinesFor(record, "en"), line => line.Contains("leaves unsigned, although", StringComparison.Ordinal));
        Assert.Contains(Explanation.LinesFor(record, "de"), line => line.Contains("geht unsigniert hinaus, obwohl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preferred_without_a_key_it_goes_unsigned_at_once_and_says_so()
    {
        await using var house = await House.OpenAsync(Preferred);
        await house.AddKeysAsync(Bernd);

        var record = await house.PassAsync(House.Anna, [Bernd]);

        Assert.Equal("no signing key for the sender", Assert.Single(record.Groups).Plan.Unsigned);
        Assert.Single(house.Hop.Taken);
    }

    [Fact]
    public async Task The_key_opened_for_the_decision_signs_though_the_store_gives_none_right_after()
    {
        // Decide opens the private key once and succeeds; whoever opened it again to sign would fail.
        var calls = 0;
        await using var house = await House.OpenAsync(
            Preferred, keys: store => new FailingKeys(store, call => call == nameof(IKeyStore.PrivateKeyAsync) && ++calls % 3 != 1));
        await house.AddKeysAsync(House.Anna, Bernd);

        var record = await house.PassLongAsync([Bernd]);

        Assert.Null(Assert.Single(record.Groups).Plan.Unsigned);
        Assert.Contains("enveloped-data", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Required_and_the_key_store_down_it_is_held_after_the_wait()
    {
        await using var house = await House.OpenAsync(Required, keys: store => new FailingKeys(store, call => call == nameof(IKeyStore.PrivateKeyAsync)));
        await house.AddKeysAsync(House.Anna, Bernd);

        var record = await house.PassLongAsync([Bernd]);

        Assert.Equal((GroupState.Held, "whether the sender has a signing key could not be found out"), (record.Groups[0].State, record.Groups[0].Reason));
        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.To.Contains(Bernd));
    }
}
