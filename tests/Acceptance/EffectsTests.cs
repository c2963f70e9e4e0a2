using System.Text;
using System.Text.RegularExpressions;
using Acceptance.Support;

namespace Acceptance;

/// <summary>The dry run and the live path are the same code: what one writes is what the other sends.</summary>
public sealed partial class EffectsTests
{
    private const string Sender = "anna@acme.example";

    private const string Policy = """
        rules:
          - id: encrypted
            if: { recipient.domain: partner.example }
            then: [ { sign: smime }, { protect: [smime] } ]
          - id: marked
            if: { recipient.domain: board.example }
            then:
              - sign: smime
              - header: { set: { name: X-Class, value: "internal" } }
              - subject: { prefix: "[Vorstand] ", removeTags: true }
              - copy: { to: archive@acme.example, protect: [plain] }
        """;

    [Fact]
    public async Task Effects_of_the_dry_run_are_what_leaves_but_for_boundary_time_key_and_trace()
    {
        using var folder = new TestFolder();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var keys = await TestKeys.CreateAsync(folder, Sender, "b@partner.example", "geheim@partner.example");
        await keys.ImportAsync(gateway, ["b@partner.example", "geheim@partner.example"], Sender);
        string[] to = ["b@partner.example", "c@board.example", "d@other.example", "geheim@partner.example"];
        var mail = Mails.Simple(Sender, string.Join(", ", to[..3]), "Übersicht #Q3".Replace("Ü", "=?utf-8?q?=C3=9C?=", StringComparison.Ordinal), "Grüße\r\n.Punkt\r\n", "Bcc: geheim@partner.example\r\n");
        await File.WriteAllBytesAsync(folder.At("mail.eml"), mail);

        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        Assert.StartsWith("250", await client.MailAsync(Sender, to, mail), StringComparison.Ordinal);
        var live = await sink.WaitForAsync(5);
        var dry = await gateway.VerbAsync("simulate", folder.At("mail.eml"), "--effects", folder.At("effects"));

        Assert.True(dry.ExitCode == 0, dry.ToString());
        var written = Directory.GetFiles(folder.At("effects")).Select(file => Normalised(File.ReadAllBytes(file))).Order(StringComparer.Ordinal);
        Assert.Equal(live.Select(arrived => Normalised(arrived.Content)).Order(StringComparer.Ordinal), written);
    }

    /// <summary>What differs between any two runs is blotted out: host name told by the client, ids, times, signatures, ciphertext.</summary>
    private static string Normalised(byte[] content)
    {
        var text = Encoding.Latin1.GetString(content);
        text = Received().Replace(text, "Received\r\n");
        text = Trace().Replace(text, "Trace\r\n");
        text = Boundary().Replace(text, "=_");
        return Base64Block().Replace(text, match => $"[{(match.Value.StartsWith("MI", StringComparison.Ordinal) ? "DER" : match.Value)}]\r\n");
    }

    [GeneratedRegex(@"^Received: from [^\r]*\r\n(\t[^\r]*\r\n)+")]
    private static partial Regex Received();

    [GeneratedRegex(@"X-Chancery-Trace: [^\r]*\r\n( [^\r]*\r\n)+")]
    private static partial Regex Trace();

    [GeneratedRegex("=_[0-9A-Z]{26}")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"(?<=\r\n\r\n)([A-Za-z0-9+/=]{1,76}\r\n)+")]
    private static partial Regex Base64Block();
}
