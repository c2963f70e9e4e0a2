using System.Text;
using System.Text.Json;
using Chancery.Policy.Plans;
using CsCheck;

namespace Chancery.Policy.Tests.Plans;

public sealed class PlanJsonTests
{
    [Fact]
    public void What_is_read_equals_what_was_written() =>
        AnyPlan.Groups.Sample(group =>
        {
            using var json = JsonDocument.Parse(Text(group));
            return GroupJson.Read(json.RootElement).Equals(group);
        });

    [Fact]
    public void A_plan_has_the_shape_of_the_contract()
    {
        var plan = new Plan
        {
            Disposition = Disposition.Deliver,
            Protection = Method.Pdf,
            Acceptable = [Method.Smime, Method.Pdf],
            Tried = [new Try(Method.Smime, false, "none"), new Try(Method.Pdf, true, null)],
            Sign = Signature.Smime,
            FileLinks = [new FileLink("1.2", "ct.zip", "zip", 125829120, "14d", "none")],
            Actions = [new PlannedAction("archive", new([new("archive", "revision")])), new PlannedAction("notify", new([new("to", "a@x.de\nb@x.de")]))],
            Stages = ["filelink", "archive-plain", "sign", "encrypt", "deliver"],
            ChangesCopy = true,
        };

        Assert.Equal(
            """
            {"to":["b@partner.de"],"bcc":false,"plan":{"disposition":"deliver","protection":"pdf","acceptable":["smime","pdf"],"sign":"smime",
            "tried":[{"method":"smime","ok":false,"reason":"none"},{"method":"pdf","ok":true}],
            "filelink":[{"attachment":"ct.zip","part":"1.2","type":"zip","size":125829120,"ttl":"14d","twoFactor":"none"}],
            "actions":[{"action":"archive","archive":"revision"},{"action":"notify","to":"a@x.de\nb@x.de"}],
            "stages":["filelink","archive-plain","sign","encrypt","deliver"],"changesCopy":true},
            "rules":[{"id":"partner/large","certainty":"may"}]}
            """.ReplaceLineEndings(""),
            Text(new GroupDecision(["b@partner.de"], false, plan, [new RuleHit("partner/large", Certainty.May)])));
    }

    [Fact]
    public void A_held_plan_keeps_empty_arrays_and_has_no_protection()
    {
        var terms = new HoldTerms(["partner/large"], ["ciso@acme.example"], 2, TimeSpan.FromDays(3), "reject");
        using var json = JsonDocument.Parse(Text(new GroupDecision(["b@x.de"], true, new Plan { Disposition = Disposition.Hold, Hold = terms }, [])));
        var plan = json.RootElement.GetProperty("plan");

        Assert.False(plan.TryGetProperty("protection", out _));
        Assert.All(["acceptable", "tried", "filelink", "actions", "stages"], name => Assert.Equal(0, plan.GetProperty(name).GetArrayLength()));
        Assert.Equal(259200, plan.GetProperty("hold").GetProperty("expiresSeconds").GetDouble());
        Assert.True(json.RootElement.GetProperty("bcc").GetBoolean());
    }

    [Fact]
    public void A_file_name_that_is_no_text_does_not_stop_the_record()
    {
        var link = new FileLink("1.2", "a\ud800.zip", "zip", 1, "14d", "none");
        var text = Text(new GroupDecision(["b@x.de"], false, new Plan { Disposition = Disposition.Deliver, FileLinks = [link] }, []));

        using var json = JsonDocument.Parse(text);
        Assert.Equal("a\ufffd.zip", GroupJson.Read(json.RootElement).Plan.FileLinks[0].Name);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"disposition":"deliver"}""")]
    [InlineData("""{"disposition":"vanish","acceptable":[],"sign":"none","tried":[],"filelink":[],"actions":[],"stages":[],"changesCopy":false}""")]
    [InlineData("""{"disposition":"deliver","acceptable":["rot13"],"sign":"none","tried":[],"filelink":[],"actions":[],"stages":[],"changesCopy":false}""")]
    [InlineData("""{"disposition":"hold","acceptable":[],"sign":"none","tried":[],"filelink":[],"actions":[],"stages":[],"changesCopy":false,"hold":{"reasons":[],"approvers":[],"quorum":99999999999,"expiresSeconds":1,"onExpire":"reject"}}""")]
    [InlineData("""{"disposition":"hold","acceptable":[],"sign":"none","tried":[],"filelink":[],"actions":[],"stages":[],"changesCopy":false,"hold":{"reasons":[],"approvers":[],"quorum":1,"expiresSeconds":1e300,"onExpire":"reject"}}""")]
    [InlineData("""not json""")]
    public void What_is_no_plan_is_refused(string text) => Assert.ThrowsAny<JsonException>(() =>
    {
        using var json = JsonDocument.Parse(text);
        return PlanJson.Read(json.RootElement);
    });

    private static string Text(GroupDecision group)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            GroupJson.Write(json, group);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
