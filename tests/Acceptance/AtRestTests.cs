using System.Text;
using Acceptance.Support;

namespace Acceptance;

/// <summary>What lies in the data folder shows neither bodies nor private keys.</summary>
public sealed class AtRestTests
{
    private const string Canary = "KANARIENVOGEL-4711-im-Klartext";

    [Fact]
    public async Task The_data_folder_contains_no_clear_body_and_no_clear_private_key()
    {
        using var folder = new TestFolder();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: [ { id: wait, if: { recipient.domain: held.example }, then: [ hold ] } ]");
        var keys = await TestKeys.CreateAsync(folder, "anna@acme.example");
        await keys.ImportAsync(gateway, [], "anna@acme.example");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        var large = string.Concat(Enumerable.Repeat(Canary + "\r\n", 20_000));
        await client.MailAsync("anna@acme.example", ["x@held.example"], Mails.Simple("anna@acme.example", "x@held.example", Canary, Canary + "\r\n"));
        await client.MailAsync("anna@acme.example", ["x@held.example"], Mails.Simple("anna@acme.example", "x@held.example", Canary, large));
        await client.MailAsync("anna@acme.example", ["x@other.example"], Mails.Simple("anna@acme.example", "x@other.example", Canary, large));
        await sink.WaitForAsync(1);
        await Task.Delay(1000);

        var key = await KeyOctetsAsync(folder, keys.KeyOf("anna@acme.example"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(gateway.Folder, "data"), "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var octets = new byte[open.Length];
            await open.ReadExactlyAsync(octets);
            Assert.False(octets.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Canary)) >= 0, $"clear body in {file}");
            Assert.False(octets.AsSpan().IndexOf(key) >= 0, $"clear private key in {file}");
            Assert.False(octets.AsSpan().IndexOf("PRIVATE KEY"u8) >= 0, $"a PEM private key in {file}");
        }
    }

    /// <summary>Some octets from the middle of the private exponent.</summary>
    private static async Task<byte[]> KeyOctetsAsync(TestFolder folder, string pem)
    {
        var der = folder.At("key.der");
        await TestKeys.OpensslAsync("pkcs8", "-topk8", "-nocrypt", "-in", pem, "-outform", "DER", "-out", der);
        var octets = await File.ReadAllBytesAsync(der);
        return octets[400..440];
    }
}
