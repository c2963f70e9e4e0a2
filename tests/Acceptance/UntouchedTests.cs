using System.Text;
using Acceptance.Support;

namespace Acceptance;

/// <summary>A mail that no rule touches leaves byte for byte as it came, but for our two fields on top and a removed Bcc.</summary>
public sealed class UntouchedTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Only_trace_fields_are_added_and_only_Bcc_is_removed()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        var odd = Encoding.Latin1.GetBytes(
            "from:anna@acme.example\r\nTO:  x@other.example\r\nbCC: y@other.example,\r\n\tz@other.example\r\nSubject: =?broken?q?=\r\nX-Raw: \xe4\xf6\xfc\r\n"
            + "X-Folded: a\r\n\r\n.leading dot\r\n..two\r\ntrailing space \r\n\ttab\r\n\r\n\r\nno newline at end");

        await client.MailAsync("anna@acme.example", ["x@other.example"], odd);

        var mail = (await sink.WaitForAsync(1))[0];
        Assert.Matches("^Received: from test.example .*\r\n(\t.*\r\n)+X-Chancery-Trace: id=[0-9A-Z]{26};\r\n s=[0-9a-f]+\r\n ;p=", mail.Text);
        var expected = Encoding.Latin1.GetString(odd).Replace("bCC: y@other.example,\r\n\tz@other.example\r\n", "", StringComparison.Ordinal) + "\r\n";
        Assert.Equal(expected, mail.BelowTrace);
        Assert.Equal(expected, Untouched.Expected(odd));
    }

    [Fact]
    public async Task Dkim_signatures_still_verify_after_the_passage()
    {
        var folder = Repository.RequireCorpus("dkim");
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed");
        using var work = new TestFolder();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        var known = await Run.ProgramAsync("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Support", "dkim_list.py"), folder]);
        Assert.True(known.ExitCode == 0, known.ToString());
        var files = known.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(files);
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        var passed = new List<string>();
        foreach (var file in files)
        {
            var reply = await client.MailAsync("anna@acme.example", ["x@other.example"], Mails.WithCrLf(await File.ReadAllBytesAsync(file)));
            if (!reply.StartsWith("250 ", StringComparison.Ordinal))
            {
                output.WriteLine($"{file}: {reply}");
                await client.SayAsync("RSET");
                continue;
            }

            var id = reply.Split(' ')[^1];
            for (var end = DateTime.UtcNow.AddSeconds(20); !sink.Mails.Any(m => m.Header.Contains(id, StringComparison.Ordinal)); await Task.Delay(10))
                Assert.True(DateTime.UtcNow < end, $"{file} did not arrive");
            var path = work.At($"{passed.Count:D4}.eml");
            await File.WriteAllBytesAsync(path, sink.Mails.Single(m => m.Header.Contains(id, StringComparison.Ordinal)).Content);
            passed.Add(path);
        }

        var verified = await Run.ProgramAsync("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Support", "dkim_verify.py"), folder, .. passed], seconds: 300);

        output.WriteLine($"{files.Length} signed mails, {passed.Count} passed, {verified.Output}");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }
}
