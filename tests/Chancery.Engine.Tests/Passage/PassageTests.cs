using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Tests.Passage;

/// <summary>What one gateway has decided the next one passes on; anything else is judged. Houses share their trace key, as gateways with one master key do.</summary>
public sealed class PassageTests
{
    private const string Marking = "rules: [ { id: mark, then: [ { subject: { prefix: \"[seen] \" } } ] } ]";
    private const string RefusingSubject = "rules: [ { id: no, if: { subject: { contains: Plan } }, then: [ { reject: \"no\" } ] } ]";
    private static readonly string[] Both = ["b@other.example", "c@other.example"];

    [Theory]
    [InlineData(Marking)]
    [InlineData(RefusingSubject)]
    public async Task A_second_gateway_passes_on_what_the_first_decided(string second)
    {
        var mail = await FirstAsync();
        await using var next = await House.OpenAsync(second);

        var record = await next.PassAsync(House.Anna, Both, mail);

        var taken = Assert.Single(next.Hop.Taken);
        Assert.EndsWith(mail, taken.Text, StringComparison.Ordinal);
        Assert.Single(record.Events, entry => entry.Event.Kind == "passed");
    }

    [Fact]
    public async Task Some_of_its_recipients_may_come_alone()
    {
        var mail = await FirstAsync();
        await using var next = await House.OpenAsync(Marking);

        await next.PassAsync(House.Anna, [Both[1]], mail);

        Assert.EndsWith(mail, Assert.Single(next.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(House.Anna, "d@other.example", SessionTrust.Internal, false)]
    [InlineData("other@acme.example", "b@other.example", SessionTrust.Internal, false)]
    [InlineData(House.Anna, "b@other.example", SessionTrust.Authenticated, false)]
    [InlineData(House.Anna, "b@other.example", SessionTrust.Internal, true)]
    public async Task Another_recipient_sender_session_or_octet_is_judged(string from, string to, SessionTrust trust, bool changed)
    {
        var mail = await FirstAsync();
        await using var next = await House.OpenAsync(Marking);

        await next.PassAsync(from, [to], changed ? mail.Replace("Secret", "secret", StringComparison.Ordinal) : mail, trust);

        Assert.Contains("[seen] [seen] ", Assert.Single(next.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_passed_long_ago_is_judged()
    {
        var mail = await FirstAsync(ago: TimeSpan.FromDays(7));
        await using var next = await House.OpenAsync(Marking);

        await next.PassAsync(House.Anna, Both, mail);

        Assert.Contains("[seen] [seen] ", Assert.Single(next.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_do_not_tell_how_many_recipients_there_are()
    {
        await using var house = await House.OpenAsync("rules: []");
        await house.PassAsync(House.Anna, ["b@other.example"]);
        await house.PassAsync(House.Anna, Both);

        Assert.Equal(MarksOf(house.Hop.Taken[0].Text), MarksOf(house.Hop.Taken[1].Text));

        static int MarksOf(string text) => text[text.IndexOf(" ;p=", StringComparison.Ordinal)..text.IndexOf("\r\nFrom:", StringComparison.Ordinal)].Count(c => c == ',');
    }

    private static async Task<string> FirstAsync(TimeSpan ago = default)
    {
        await using var first = await House.OpenAsync(Marking);
        first.Time.AdjustTime(first.Time.GetUtcNow() - ago);
        await first.PassAsync(House.Anna, Both);
        return Assert.Single(first.Hop.Taken).Text;
    }
}
