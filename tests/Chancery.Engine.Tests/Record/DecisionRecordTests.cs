using System.Text.Json;
using Chancery.Engine.Explain;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;
using Chancery.Policy;

namespace Chancery.Engine.Tests.Record;

/// <summary>What the register keeps of a decision: enough to explain it, nobody's name and no content (language, section 6).</summary>
public sealed class DecisionRecordTests
{
    private const string Rules = """
        rules:
          - id: offers
            if: { subject: { contains: offer }, recipient.domain: partner.example }
            then: [ { hold: { expires: 1d } } ]
          - id: near-miss
            if: { recipient.domain: partner.example, message.size: "> 1MB" }
            then: [ { hold: { expires: 1d } } ]
          - id: far-miss
            if: { recipient.domain: other.example, message.size: "> 1MB" }
            then: [ { hold: { expires: 1d } } ]
        """;

    private const string Bernd = "bernd.mustermann@partner.example";

    [Fact]
    public async Task People_are_pseudonyms_and_the_subject_is_not_in_it()
    {
        await using var house = await House.OpenAsync(Rules);

        var record = await PassOfferAsync(house);

        Assert.DoesNotContain("mustermann", record.DecisionJson, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", record.DecisionJson, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret offer", record.DecisionJson, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(record.DecisionJson!);
        Assert.Matches("^hmac:[0-9a-f]{32}@partner.example$", json.RootElement.GetProperty("groups")[0].GetProperty("to")[0].GetString());
        Assert.Contains("/groups/*/to", json.RootElement.GetProperty("masked").EnumerateArray().Select(pointer => pointer.GetString()));
    }

    [Fact]
    public async Task It_tells_what_applied_and_what_missed_by_one_test_but_not_the_rest()
    {
        await using var house = await House.OpenAsync(Rules);

        var record = await PassOfferAsync(house);

        using var json = JsonDocument.Parse(record.DecisionJson!);
        Assert.Equal(["rules/offers must", "rules/near-miss false"], json.RootElement.GetProperty("rules").EnumerateArray().Select(rule => $"{rule.GetProperty("id")} {rule.GetProperty("result")}"));
    }

    [Fact]
    public async Task Facts_keep_their_type_and_rules_their_place()
    {
        await using var house = await House.OpenAsync(Rules);

        var record = await PassOfferAsync(house);

        using var json = JsonDocument.Parse(record.DecisionJson!);
        var size = json.RootElement.GetProperty("facts").EnumerateArray().First(fact => fact.GetProperty("f").GetString() == "message.size");
        Assert.Equal(JsonValueKind.Number, size.GetProperty("v").ValueKind);
        Assert.Equal("rules.yaml:2", json.RootElement.GetProperty("rules")[0].GetProperty("at").GetString());
    }

    [Theory]
    [InlineData("en", "Rule rules/offers applies to bernd.mustermann@partner.example (subject contains offer: yes; recipient.domain=partner.example: yes).")]
    [InlineData("de", "Regel rules/near-miss gilt nicht für bernd.mustermann@partner.example, nur wegen einer Bedingung (recipient.domain=partner.example: ja; message.size>1MB: nein).")]
    public async Task The_explanation_knows_the_people_of_the_message_again(string language, string line)
    {
        await using var house = await House.OpenAsync(Rules);

        var record = await PassOfferAsync(house, "x@other.example");

        Assert.Contains("  " + line, Explanation.LinesFor(record, language, house.Pseudonyms));
    }

    [Fact]
    public async Task A_hold_is_explained_in_the_language_of_the_reader()
    {
        await using var house = await House.OpenAsync("rules: [ { id: safe, then: [ { protect: [smime] } ] } ]");

        var record = await house.PassAsync(House.Anna, [Bernd]);

        Assert.Contains(Explanation.LinesFor(record, "de"), line => line.Contains("kein zulässiges Verfahren ist möglich: smime (none)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pseudonyms_of_two_tenants_and_two_months_are_not_alike()
    {
        await using var house = await House.OpenAsync(Rules);
        var day = new DateTimeOffset(2026, 3, 31, 23, 59, 59, TimeSpan.Zero);
        string Of(string tenant, DateTimeOffset at) => house.Pseudonyms.For(new TenantId(tenant), at).Of(Bernd);

        Assert.Equal(Of("a", day), Of("a", day.AddDays(-30)));
        Assert.Equal(3, new[] { Of("a", day), Of("b", day), Of("a", day.AddSeconds(1)) }.Distinct().Count());
    }

    private static Task<MessageRecord> PassOfferAsync(House house, params string[] others) =>
        house.PassAsync(House.Anna, [Bernd, .. others], $"From: {House.Anna}\nTo: {Bernd}\nSubject: Secret offer\nMessage-ID: <1@acme.example>\n\nSecret words.\n");
}
