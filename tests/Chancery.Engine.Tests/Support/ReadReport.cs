using System.Diagnostics;
using System.Text.Json;

namespace Chancery.Engine.Tests.Support;

/// <summary>A delivery status notification as Python's mail parser reads it.</summary>
/// <param name="Fields">Per block of the status part: that of the message, then one per recipient.</param>
/// <param name="Words">The part for people.</param>
/// <param name="Returned">Type of the part with the original, and its text.</param>
internal sealed record ReadReport(
    string Type, string ReportType, string To, string AutoSubmitted, IReadOnlyList<string> Parts, IReadOnlyList<Dictionary<string, string>> Fields, string Words, string Returned,
    IReadOnlyList<string> Defects)
{
    private const string Script = """
        import email, email.policy, json, sys
        m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.SMTPUTF8)
        words, status, back = list(m.iter_parts())
        if status.get_content_type() == "message/delivery-status":
            blocks = [dict(block.items()) for block in status.get_payload()]
        else:
            inner = status.get_payload(0) if status.is_multipart() else email.message_from_bytes(status.get_payload(decode=True), policy=email.policy.SMTPUTF8)
            blocks = [dict(inner.items())]
            for text in inner.get_payload(decode=True).split(b"\n\n"):
                if text.strip():
                    blocks.append(dict(email.message_from_bytes(text.strip() + b"\n\n", policy=email.policy.SMTPUTF8).items()))
        returned = back.get_payload(0).as_bytes() if back.get_content_maintype() == "message" else back.get_payload(decode=True)
        print(json.dumps({
            "Type": m.get_content_type(), "ReportType": m.get_param("report-type"), "To": m["To"], "AutoSubmitted": m["Auto-Submitted"],
            "Parts": [p.get_content_type() for p in (words, status, back)], "Fields": [{k: str(v) for k, v in b.items()} for b in blocks],
            "Words": words.get_content(), "Returned": returned.decode("utf-8", "replace"),
            "Defects": [type(d).__name__ for p in m.walk() for d in p.defects]}))
        """;

    public static async Task<ReadReport> OfAsync(HandOver notice)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Process.Start(start)!;
        var (output, error) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        await python.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(notice.Text));
        python.StandardInput.Close();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<ReadReport>(await output) ?? throw new InvalidOperationException("no report");
    }
}
