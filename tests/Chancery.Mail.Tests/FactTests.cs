using System.Text;
using Chancery.Mail.Copies;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Headers;
using Chancery.Mail.Inspection;
using Chancery.Mail.Recipients;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Tests;

public sealed class FactTests
{
    private const string Mail =
        "X-Chancery-Action: pdf\r\nX-Erp: secret\r\nAuthentication-Results: (c) gw.acme.example 1; spf=pass\r\n"
        + "Authentication-Results: other.example; spf=pass\r\nBcc: h@partner.example\r\n"
        + "From: A@acme.example\r\nTo: b@partner.example\r\nCc: C@ACME.example\r\nSubject: #nis2\r\n"
        + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: image/png; name=a.JPG\r\n\r\n%PDF-1.4\r\n--x--\r\n";

    [Theory]
    [InlineData("sender.envelope", "a@acme.example")]
    [InlineData("sender.header", "[a@acme.example]")]
    [InlineData("sender.trust", "anonymous")]
    [InlineData("session.auth", "false")]
    [InlineData("session.tls", "true")]
    [InlineData("session.ip", "192.0.2.1")]
    [InlineData("session.connector", "")]
    [InlineData("session.helo", "helo.example")]
    [InlineData("tag", "[NIS2]")]
    [InlineData("message.type", "normal")]
    [InlineData("message.isEncrypted", "false")]
    [InlineData("message.encryptedBy", "none")]
    [InlineData("attachments", "[1]")]
    [InlineData("attachment.ext", "jpg", "1")]
    [InlineData("attachment.type", "pdf", "1")]
    [InlineData("attachment.size", "8", "1")]
    [InlineData("attachment.typeMismatch", "true", "1")]
    [InlineData("direction", "outbound", "b@partner.example")]
    [InlineData("direction", "inbound", "c@acme.example")]
    public void A_fact_is_known(string name, string value, string? subject = null)
    {
        using var mail = Inspect();
        var fact = MailFacts.TryFetch(new FactKey(name, subject), mail, Context(SessionTrust.Anonymous));
        Assert.Equal(value, Assert.IsType<Fact.Known>(fact).Value.ToString());
    }

    /// <summary>R37: <c>connector(x)</c> includes <c>internal</c>. Where mail goes, and whose orders count, the listener's own trust says.</summary>
    [Theory]
    [InlineData(SessionTrust.Anonymous, null, "anonymous", "inbound")]
    [InlineData(SessionTrust.Anonymous, "erp", "internal", "inbound")]
    [InlineData(SessionTrust.Authenticated, "erp", "internal", "internal")]
    [InlineData(SessionTrust.Internal, "erp", "internal", "internal")]
    public void What_comes_over_a_connector_is_believed_like_our_own_servers(SessionTrust trust, string? connector, string believed, string direction)
    {
        using var mail = Inspect();
        var context = Context(trust) with { Session = Context(trust).Session with { Connector = connector } };
        Assert.Equal(believed, Assert.IsType<Fact.Known>(MailFacts.TryFetch(new FactKey("sender.trust"), mail, context)).Value.ToString());
        Assert.Equal(connector ?? "", Assert.IsType<Fact.Known>(MailFacts.TryFetch(new FactKey("session.connector"), mail, context)).Value.ToString());
        Assert.Equal(direction, DirectionFact.Of("c@acme.example", context));
    }

    [Theory]
    [InlineData(SessionTrust.Internal, "a@acme.example", "c@acme.example", "internal")]
    [InlineData(SessionTrust.Authenticated, "a@acme.example", "c@ACME.example", "internal")]
    [InlineData(SessionTrust.Internal, "a@acme.example", "b@partner.example", "outbound")]
    [InlineData(SessionTrust.Anonymous, "x@partner.example", "c@acme.example", "inbound")]
    [InlineData(SessionTrust.Internal, "", "c@acme.example", "inbound")]
    public void Direction_is_by_session_and_recipient(SessionTrust trust, string from, string to, string direction) =>
        Assert.Equal(direction, DirectionFact.Of(to, Context(trust) with { Envelope = new Envelope(from, [to]) }));

    [Theory]
    [InlineData(SessionTrust.Anonymous, "[]")]
    [InlineData(SessionTrust.Internal, "[pdf]")]
    public void A_control_header_is_a_fact_only_with_trust(SessionTrust trust, string value)
    {
        using var mail = Inspect();
        var fact = MailFacts.TryFetch(new FactKey("header", null, "x-chancery-action"), mail, Context(trust));
        Assert.Equal(value, Assert.IsType<Fact.Known>(fact).Value.ToString());
    }

    [Fact]
    public void What_this_room_does_not_know_is_nobody_s_fact_here()
    {
        using var mail = Inspect();
        Assert.Null(MailFacts.TryFetch(new FactKey("recipient.keys.smime", "b@partner.example"), mail, Context(SessionTrust.Internal)));
        Assert.Null(MailFacts.TryFetch(new FactKey("attachment.size", "7"), mail, Context(SessionTrust.Internal)));
    }

    [Fact]
    public void Hidden_recipients_are_in_no_field()
    {
        using var mail = Inspect();
        var envelope = new Envelope("a@acme.example", ["B@Partner.example", "c@acme.example", "h@partner.example"]);
        Assert.Equal(["h@partner.example"], HiddenRecipients.Of(envelope, mail));
    }

    [Theory]
    [InlineData(false, "Authentication-Results From To Cc Subject Content-Type")]
    [InlineData(true, "X-Chancery-Action X-Erp Authentication-Results From To Cc Subject Content-Type")]
    public void No_copy_keeps_Bcc_untrusted_control_headers_or_results_in_our_name(bool trusted, string kept)
    {
        var octets = Encoding.ASCII.GetBytes(Mail);
        var header = RawHeaderBlock.Read(new MemoryStream(octets), 10_000);
        var dropped = new DroppedFields(trusted, "GW.acme.example", _ => false) { ForeignTriggers = trusted ? [] : ["x-erp"] };
        var copy = RawHeaderBlock.Read(
            MessageView.Untouched(header, ReadOnlyMemory<byte>.Empty, dropped.In(header)).Open(new MemoryStream(octets)), 10_000);
        Assert.Equal(kept, string.Join(' ', copy.Fields.Select(field => field.Name)));
        Assert.Contains("other.example", copy.Texts("Authentication-Results").Single(), StringComparison.Ordinal);
        Assert.Equal(trusted ? [] : ["X-Chancery-Action", "X-Erp"], dropped.Stripped(header));
    }

    private static InspectedMail Inspect() =>
        MailInspector.Inspect(new MemoryStream(Encoding.ASCII.GetBytes(Mail)), new InspectionLimits());

    private static MailContext Context(SessionTrust trust) => new(
        new Session("127.0.0.1:25", "192.0.2.1", "helo.example", "TLS1.3", trust, null, null),
        new Envelope("A@acme.example", ["b@partner.example"]), ["acme.example"]);
}
