using System.Text;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Labels;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Tests.Content;

/// <summary>Labels of every scheme, and what they come to by a tenant's classification.</summary>
public sealed class LabelTests
{
    private const string Ours = "0a11ce00-1111-4222-8333-0000000000aa", Others = "99999999-9999-4999-8999-999999999999";
    private const string Intern = "11111111-aaaa-4aaa-8aaa-000000000002", Strict = "11111111-aaaa-4aaa-8aaa-000000000004";

    private static readonly ReadingTerms Terms = Made.Terms($$"""
        labels:
          values: [ { id: public, rank: 0 }, { id: intern, rank: 1 }, { id: strict, rank: 3 }, { id: vs, rank: 4 } ]
          missing: intern
          sources:
            - purview: { tenantId: {{Ours}}, map: { "{{Intern}}": intern, "{{Strict}}": strict }, trust: internal }
            - tlp: { map: { CLEAR: public, "TLP:AMBER+STRICT": strict, RED: strict }, trust: any }
            - vs-nfd: { map: { vs-nfd: vs }, trust: any }
            - header: { name: X-Klasse, map: { C3: strict }, trust: connector(erp) }
        """);

    private static readonly ReadingTerms HeaderOnly = Made.Terms("""
        labels:
          values: [ { id: a, rank: 0 }, { id: b, rank: 1 } ]
          sources: [ { sensitivity: { map: { Company-Confidential: b }, trust: any } } ]
        """);

    public static TheoryData<string, string, string> Fields => new()
    {
        { Msip(Intern, Ours), "purview", Intern },
        { Msip(Strict.ToUpperInvariant(), Ours, enabled: "True"), "purview", Strict },
        { Msip(Strict, Ours).Replace("; ", ";\r\n ", StringComparison.Ordinal), "purview", Strict },
        { Msip(Strict, Ours).Replace("_Enabled=", "_EnabledV2=", StringComparison.Ordinal), "purview", Strict },
        { Msip(Strict, Ours, enabled: "false"), "purview", "" },
        { "X-Protective-Marking: VER=2018.1, NS=gov.au, SEC=OFFICIAL:Sensitive, ORIGIN=a@b.example", "protective-marking", "OFFICIAL:Sensitive" },
        { "Subject: hello [SEC=PROTECTED]", "protective-marking", "PROTECTED" },
        { "SIO-Label: marking=\"UK OFFICIAL\"; fgcolor=black; type=\":xml\"; label=\"PHg+\"", "sio", "UK OFFICIAL" },
        { "SIO-Label: marking*0=\"EXAMPLE \"; marking*1=\"SECRET\"", "sio", "EXAMPLE SECRET" },
        { "SIO-Label: type=\":xml\"; label=\"PHNlYz48Y2xhc3NpZmljYXRpb24+UmVzdHJpY3RlZDwvY2xhc3NpZmljYXRpb24+PC9zZWM+\"", "sio", "Restricted" },
        { "Sensitivity: Company-Confidential", "sensitivity", "Company-Confidential" },
        { "sensitivity: private (Outlook)", "sensitivity", "private" },
        { "Sensitivity: Normal", "sensitivity", "" },
        { "X-Microsoft-Classified: true\r\nX-Microsoft-Classification: A/C Privileged\r\nX-Microsoft-ClassID: x", "ms-classification", "A/C Privileged" },
        { "X-VS-Einstufung: VS-NUR FUER DEN DIENSTGEBRAUCH", "vs-nfd", "vs-nfd" },
        { "X-TISAX-Classification: strictly confidential", "tisax", "strictly confidential" },
        { "Subject: =?utf-8?q?VS=E2=80=93Nur_f=C3=BCr_den_?= =?utf-8?q?Dienstgebrauch?=", "vs-nfd", "vs-nfd" },
        { "Subject: TLP:AMBER+STRICT", "tlp", "AMBER+STRICT" },
        { "Subject: tlp: red", "tlp", "RED" },
        { "Subject: TISAX streng vertraulich", "tisax", "strictly confidential" },
        { "Subject: NATO RESTRICTED", "vs-nfd", "restricted" },
        { "Subject: VS-NfDatei, TLP:REDAKTION, TISAX highlight", "vs-nfd", "" },
        { "msip_labels: ;;==;MSIP_Label_xyz_Enabled=true;MSIP_Label__Enabled", "purview", "" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_label_is_found_in_the_header(string field, string scheme, string id)
    {
        using var mail = Made.Mail($"From: a@acme.example\n{field}\n\ntext\n");
        Assert.Equal(id.Length == 0 ? [] : [id], MailLabels.Of(mail).Labels.Where(label => label.Scheme == scheme).Select(label => label.Id));
    }

    [Theory]
    [InlineData("", "text", "intern", "false")]
    [InlineData("msip:" + Intern + ":" + Ours, "text", "intern", "false")]
    [InlineData("msip:" + Strict + ":" + Ours, "text", "strict", "false")]
    [InlineData("msip:" + Strict + ":" + Others, "text", "intern", "false")]
    [InlineData("msip:" + Intern + ":" + Ours, "TLP:RED", "strict", "false")]
    [InlineData("", "TLP:CLEAR", "public", "false")]
    [InlineData("", "TLP:CLEAR and TLP:RED", "strict", "true")]
    [InlineData("", "VS - Nur für\nden Dienstgebrauch", "vs", "false")]
    [InlineData("X-Klasse: C3\n", "text", "intern", "false")]
    public void The_highest_label_counts(string field, string text, string label, string conflict)
    {
        var fields = field.Split(':') is ["msip", var id, var site] ? Msip(id, site) + "\n" : field;
        using var mail = Made.Mail($"From: a@acme.example\n{fields}Content-Type: text/plain; charset=utf-8\n\n{text}\n");
        Assert.Equal((label, conflict), (mail.Fact("label", Terms).Said(), mail.Fact("message.labelConflict", Terms).Said()));
    }

    [Fact]
    public void Two_fields_that_differ_are_a_conflict_and_the_stricter_counts()
    {
        using var mail = Made.Mail($"From: a@acme.example\n{Msip(Intern, Ours)}\n{Msip(Strict, Ours)}\n\ntext\n");
        Assert.Equal(("strict", "true"), (mail.Fact("label", Terms).Said(), mail.Fact("message.labelConflict", Terms).Said()));
    }

    [Fact]
    public void Below_the_trust_a_source_counts_as_absent()
    {
        using var mail = Made.Mail($"From: a@acme.example\n{Msip(Strict, Ours)}\n\ntext\n");
        Assert.Equal("intern", mail.Fact("label", Terms, trust: SessionTrust.Anonymous).Said());
    }

    [Fact]
    public void An_attachment_above_the_mail_is_a_conflict_and_has_its_own_label()
    {
        using var mail = Made.With(Msip(Intern, Ours) + "\n", Made.Patient, ("a.docx", Labelled(Strict, custom: true)), ("b.txt", "x"u8.ToArray()));
        Assert.Equal(("strict", "true"), (mail.Fact("label", Terms).Said(), mail.Fact("message.labelConflict", Terms).Said()));
        Assert.Equal("strict", mail.Fact("attachment.label", Terms, subject: "2").Said());
        Assert.Equal("", mail.Fact("attachment.label", Terms, subject: "3").Said());
    }

    [Fact]
    public void Documents_in_archives_count()
    {
        using var mail = Made.With(("a.zip", Made.Zip(("dir/a.docx", Labelled(Strict, custom: false)))));
        Assert.Equal("strict", mail.Fact("label", Terms).Said());
    }

    [Theory]
    [InlineData("strict", "?>=strict")]
    [InlineData("vs", "vs")]
    [InlineData("", "?")]
    public void What_could_not_be_read_leaves_higher_labels_open(string own, string said)
    {
        var text = own switch { "vs" => "VS-NfD", "strict" => "TLP:RED", _ => "nothing" };
        using var mail = Made.With(("a.txt", Encoding.UTF8.GetBytes(text)), ("b.docx", Made.Docx("<w:document")));
        Assert.Equal(said, mail.Fact("label", Terms).Said());
    }

    [Fact]
    public void Documents_are_not_read_for_labels_of_the_header_alone()
    {
        using var mail = Made.With("Sensitivity: company-confidential\n", Made.Patient, ("b.docx", Made.Docx("<w:document")));
        Assert.Equal("b", mail.Fact("label", HeaderOnly).Said());
        Assert.False(mail.IsTextRead);
    }

    [Theory]
    [InlineData("seed.doc")]
    [InlineData("seed.pdf")]
    [InlineData("seed-labelinfo.ole")]
    public void Labels_of_old_locked_and_portable_files_are_found(string seed)
    {
        using var mail = Made.With((seed, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "seeds", seed))));
        Assert.Equal("strict", mail.Fact("label", Terms).Said().Replace("?>=", "", StringComparison.Ordinal));
        Assert.Equal((Strict, Ours), MailLabels.Of(mail).Labels.Select(label => (label.Id, label.SiteId!)).Single());
    }

    [Fact]
    public void LabelInfo_overrules_the_properties_and_a_removed_label_is_none()
    {
        var removed = Made.Docx(Made.Word(""), ("docProps/custom.xml", Custom(Strict)), ("docMetadata/LabelInfo.xml", Info(Strict, "0", "1")));
        using var mail = Made.With(("a.docx", removed));
        Assert.Empty(MailLabels.Of(mail).Labels);
    }

    private static string Msip(string id, string site, string enabled = "true") =>
        $"msip_labels: MSIP_Label_{id}_Enabled={enabled}; MSIP_Label_{id}_SiteId={site}; MSIP_Label_{id}_Name=n";

    private static byte[] Labelled(string id, bool custom) => custom
        ? Made.Docx(Made.Word(""), ("docProps/custom.xml", Custom(id)))
        : Made.Docx(Made.Word(""), ("docMetadata/LabelInfo.xml", Info(id, "1", "0")));

    private static string Custom(string id) =>
        $"<Properties xmlns:vt='v'><property name='MSIP_Label_{id}_Enabled'><vt:lpwstr>true</vt:lpwstr></property><property name='MSIP_Label_{id}_SiteId'><vt:lpwstr>{Ours}</vt:lpwstr></property></Properties>";

    private static string Info(string id, string enabled, string removed) =>
        $"<clbl:labelList xmlns:clbl='http://schemas.microsoft.com/office/2020/mipLabelMetadata'><clbl:label id='{{{id}}}' enabled='{enabled}' method='Privileged' siteId='{{{Ours}}}' removed='{removed}'/></clbl:labelList>";
}
