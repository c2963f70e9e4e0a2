using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Protect;

/// <summary>The profile a rule names decides the algorithms, and the tenant's own words about it count.</summary>
public sealed class ProfileTests
{
    private const string Bernd = "b@partner.example";

    [Theory]
    [InlineData("", "enveloped-data")]
    [InlineData(", profile: bsi-standard", "authEnveloped-data")]
    [InlineData(", profile: edi-energy", "authEnveloped-data")]
    public async Task Named_by_a_rule(string profile, string type)
    {
        await using var house = await House.OpenAsync($"rules: [ {{ id: safe, then: [ {{ protect: {{ with: [smime]{profile} }} }} ] }} ]");
        await house.AddKeysAsync(Bernd);

        var record = await house.PassAsync(House.Anna, [Bernd]);

        Assert.Single(record.Groups);
        Assert.Contains($"smime-type={type}", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }
}
