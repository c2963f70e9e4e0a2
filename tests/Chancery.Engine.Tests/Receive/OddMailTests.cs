using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Receive;

/// <summary>Mail that readers understand differently, or that has next to nothing in it.</summary>
public sealed class OddMailTests
{
    private const string Attachments = "rules: [ { id: images, if: { attachment.any: { type: dicom } }, then: [ hold ] } ]";
    private const string Head = "From: anna@acme.example\nTo: b@other.example\n";

    [Theory]
    [InlineData("")]
    [InlineData("From: anna@acme.example\nSubject: only a header\n\n")]
    [InlineData("\nonly a body\n")]
    [InlineData("\n")]
    public async Task B21_next_to_nothing_arrives_as_it_is(string mail)
    {
        await using var house = await House.OpenAsync("rules: []");

        await house.PassAsync(House.Anna, ["b@other.example"], mail);

        Assert.EndsWith(mail.ReplaceLineEndings("\r\n"), Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Ambiguous => new()
    {
        { "two From", $"{Head}From: boss@acme.example\n\nx\n" },
        { "two Content-Type", $"{Head}Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n" },
        { "two boundary parameters", $"{Head}Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--\n--b\n\ny\n--b--\n" },
        { "two Subject", $"{Head}Subject: a\nSubject: b\n\nx\n" },
        { "encoded multipart", $"{Head}Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\nx\n--b--\n" },
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task B22_what_readers_understand_differently_is_held_where_a_rule_asks_for_its_content(string what, string mail)
    {
        await using var asking = await House.OpenAsync(Attachments);
        await using var silent = await House.OpenAsync("rules: []");

        var held = await asking.PassAsync(House.Anna, ["b@other.example"], mail);
        await silent.PassAsync(House.Anna, ["b@other.example"], mail);

        Assert.True(held.Groups[0].State == GroupState.Held, $"{what}: {held.Groups[0].State}");
        // Where the ambiguity hides the attachments themselves, the rule has held it already.
        Assert.Contains(what is "two From" or "two Subject" ? "malformed" : "rules/images", held.Groups[0].Reason!, StringComparison.Ordinal);
        Assert.EndsWith(mail.ReplaceLineEndings("\r\n"), Assert.Single(silent.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B33_the_envelope_decides_whatever_the_header_lists()
    {
        await using var house = await House.OpenAsync("rules: [ { id: partner, if: { recipient.domain: partner.example }, then: [ hold ] } ]");
        var many = new StringBuilder();
        for (var i = 0; i < 1000; i++)
            many.Append($"P{i} (comment (in comment)) <p{i}@partner.example>,\n ");
        var mail = $"From: anna@acme.example\nTo: undisclosed:;, Group: {many}last@partner.example;\n\nx\n";

        // The second domain is written with a Cyrillic a.
        var record = await house.PassAsync(House.Anna, ["b@other.example", "b@p\u0430rtner.example"], mail);

        Assert.All(record.Groups, group => Assert.Equal(GroupState.Delivered, group.State));
    }
}
