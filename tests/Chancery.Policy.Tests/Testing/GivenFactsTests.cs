using System.Text;
using Chancery.Policy.Facts;
using Chancery.Policy.Testing.Given;

namespace Chancery.Policy.Tests.Testing;

/// <summary>The form that tests and <c>simulate --facts</c> share: what is given is answered, what is not is left to others.</summary>
public sealed class GivenFactsTests
{
    private const string Sender = "anna@acme.example";

    [Theory]
    [InlineData("keys: { B@Partner.example: { smime: expired } }", "recipient.keys.smime[b@partner.example]", "expired")]
    [InlineData("keys: { '*': { pgp: unknown } }", "recipient.keys.pgp[b@partner.example]", "unknown")]
    [InlineData("keys: { b@partner.example: { smime: valid } }", "recipient.keys.smime[c@partner.example]", "not given")]
    [InlineData("given: { keys: { '*': { smime: none } } }", "recipient.keys.smime[c@partner.example]", "none")]
    [InlineData("groups: { radiology: [anna@acme.example] }", "sender.group(radiology)", "true")]
    [InlineData("groups: { radiology: [b@partner.example] }", "sender.group(radiology)", "false")]
    [InlineData("groups: { anna@acme.example: [radiology] }", "sender.group(radiology)", "true")]
    [InlineData("groups: { b@partner.example: [radiology] }", "recipient.group(surgery)[b@partner.example]", "false")]
    [InlineData("groups: { radiology: unknown }", "sender.group(radiology)", "unknown")]
    [InlineData("groups: { radiology: [] }", "sender.group(surgery)", "not given")]
    [InlineData("roles: { head: [b@partner.example] }", "recipient.role(head)[b@partner.example]", "true")]
    [InlineData("departments: { radiology: [anna@acme.example] }", "sender.department", "[radiology]")]
    [InlineData("attributes: { sites: { b@partner.example: [siegen] } }", "recipient.site[b@partner.example]", "[siegen]")]
    [InlineData("portal: { '*': { account: active } }", "recipient.portal.account[b@partner.example]", "active")]
    [InlineData("facts: { auth.dkim: pass }", "auth.dkim", "pass")]
    [InlineData("facts: { nexthop.tls: { b@partner.example: dane, '*': none } }", "nexthop.tls[b@partner.example]", "dane")]
    [InlineData("facts: { nexthop.tls: { b@partner.example: dane, '*': none } }", "nexthop.tls[c@partner.example]", "none")]
    [InlineData("facts: { verdict.spam: { unknown: scanner is down } }", "verdict.spam", "unknown")]
    [InlineData("facts: { recipient.group: [radiology] }", "recipient.group(radiology)[b@partner.example]", "true")]
    [InlineData("facts: { content: { iban: 2 } }", "content(iban)", "2")]
    [InlineData("facts: { sender.address: x@other.example }", "sender.header", "[x@other.example]")]
    [InlineData("unknown: [attachment.type]", "attachment.type[2]", "unknown")]
    [InlineData("unknown: [recipient.keys]", "recipient.keys.pgp[b@partner.example]", "unknown")]
    [InlineData("unknown: ['recipient.keys.smime[c@partner.example]']", "recipient.keys.smime[b@partner.example]", "not given")]
    [InlineData("unknown: [sender.domain]", "sender.envelope", "unknown")]
    [InlineData("mail: { content: { iban: 2 } }", "content(iban@subject)", "2")]
    [InlineData("mail: { content: { iban: { body: 2, attachments.text: 3 } } }", "content(iban@attachments.text,subject)", "3")]
    [InlineData("mail: { content: { iban: 2 } }", "content(kvnr)", "0")]
    [InlineData("mail: { subject: '[vertraulich] Lage #NIS2' }", "tag", "[VERTRAULICH, NIS2]")]
    [InlineData("mail: { tags: ['#nis2'] }", "tag", "[NIS2]")]
    [InlineData("mail: { headers: { X-Class: [a, b] } }", "header(x-class)", "[a, b]")]
    [InlineData("mail: { attachments: [ { name: a.ZIP, size: 2MiB } ] }", "attachment.type[2]", "zip")]
    [InlineData("mail: { attachments: [ { name: a.zip, size: 2MiB } ] }", "attachment.size[2]", "2097152")]
    [InlineData("mail: { attachments: [ { name: a.zip } ] }", "attachment.inspectable[2]", "true")]
    [InlineData("mail: { attachments: [ { name: a.zip, unknown: [inspectable] } ] }", "attachment.inspectable[2]", "unknown")]
    [InlineData("mail: { attachments: [ { name: a.zip, archive: { contains: [ { type: dicom }, { type: zip, archive: { contains: [ { type: exe } ] } } ] } } ] }", "attachment.archive.parts[2]", "[2!0, 2!1, 2!1!0]")]
    [InlineData("mail: { attachments: [ { name: a.zip, archive: { contains: [ { type: dicom }, { type: zip, archive: { contains: [ { type: exe } ] } } ] } } ] }", "attachment.archive.depth[2]", "2")]
    [InlineData("mail: { attachments: [ { name: a.zip, archive: { contains: [ { type: dicom } ] } } ] }", "attachment.type[2!0]", "dicom")]
    [InlineData("keys: {}", "subject", "not given")]
    public void A_fact_is_answered_as_given(string file, string fact, string expected)
    {
        var (given, findings) = GivenFile.Read("facts.yaml", Encoding.UTF8.GetBytes(file));
        Assert.Empty(findings);
        Assert.Equal(expected, given.Find(KeyOf(fact), Sender) switch
        {
            null => "not given",
            Fact.Known known => known.Value.ToString(),
            _ => "unknown",
        });
    }

    [Theory]
    [InlineData("kyes: {}", "CH1101", 1)]
    [InlineData("keys:\n  '*': { smime: vald }", "CH1107", 2)]
    [InlineData("facts: { recipient.domain: x.example }", "CH6004", 1)]
    [InlineData("facts: { attachment.size: large }", "CH6005", 1)]
    [InlineData("eml: mail.eml", "CH6006", 1)]
    [InlineData("keys: [", "CH1000", 2)]
    [InlineData("", "CH1010", 1)]
    public void What_is_wrong_has_a_code_and_a_place(string file, string code, int line)
    {
        var (_, findings) = GivenFile.Read("facts.yaml", Encoding.UTF8.GetBytes(file));
        Assert.Contains(findings, finding => finding.Code == code && finding.Line == line);
    }

    /// <summary><c>name(argument)[subject]</c></summary>
    private static FactKey KeyOf(string text)
    {
        var (subject, argument) = (Between(text, '[', ']'), Between(text, '(', ')'));
        return new FactKey(text.Split('(', '[')[0], subject, argument);
    }

    private static string? Between(string text, char open, char close) =>
        text.IndexOf(open) is >= 0 and var start ? text[(start + 1)..text.IndexOf(close)] : null;
}
