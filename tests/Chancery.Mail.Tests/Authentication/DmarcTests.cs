using Chancery.Mail.Dkim;
using Chancery.Mail.Dmarc;
using Chancery.Mail.Spf;
using CsCheck;

namespace Chancery.Mail.Tests.Authentication;

/// <summary>Whether the author's domain stands behind a mail (RFC 7489), with the organisation found by the tree walk.</summary>
public sealed class DmarcTests
{
    private const string Names = """
        _dmarc.acme.example TXT v=DMARC1; p=reject
        _dmarc.strict.example TXT v=DMARC1; p=quarantine; adkim=s; aspf=s
        _dmarc.suffix.example TXT v=DMARC1; p=none; psd=y
        _dmarc.own.suffix.example TXT v=DMARC1; p=reject
        _dmarc.dept.big.example TXT v=DMARC1; p=reject; psd=n
        _dmarc.big.example TXT v=DMARC1; p=reject
        _dmarc.broken.example TXT v=DMARC1; hello
        _dmarc.twice.example TXT v=DMARC1; p=none
        _dmarc.twice.example TXT v=DMARC1; p=reject
        _dmarc.down.example FAIL
        _dmarc.orphan.lost FAIL
        _dmarc.lost FAIL
        _dmarc.found.lost TXT v=DMARC1; p=reject
        _dmarc.gap.found.lost FAIL
        """;

    [Theory]
    // The author's own domain, or one of the same organisation, by either method.
    [InlineData("acme.example", "pass:acme.example", "fail:x.example", "pass")]
    [InlineData("acme.example", "pass:mail.acme.example", "none:", "pass")]
    [InlineData("news.acme.example", "pass:acme.example", "none:", "pass")]
    [InlineData("acme.example", "none:", "pass:bounce.acme.example", "pass")]
    [InlineData("acme.example", "pass:evil.example", "pass:evil.example", "fail")]
    [InlineData("acme.example", "pass:notacme.example", "none:", "fail")]
    [InlineData("acme.example", "fail:acme.example", "softfail:acme.example", "fail")]
    // Strict alignment.
    [InlineData("strict.example", "pass:mail.strict.example", "none:", "fail")]
    [InlineData("strict.example", "pass:strict.example", "none:", "pass")]
    // Neighbours below a public suffix are strangers.
    [InlineData("own.suffix.example", "pass:other.suffix.example", "none:", "fail")]
    [InlineData("own.suffix.example", "pass:a.own.suffix.example", "none:", "pass")]
    // A part of a house that is an organisation of its own.
    [InlineData("dept.big.example", "pass:big.example", "none:", "fail")]
    // Nothing said, or nothing that can be understood.
    [InlineData("silent.example", "pass:silent.example", "none:", "none")]
    [InlineData("broken.example", "pass:broken.example", "none:", "none")]
    [InlineData("twice.example", "pass:twice.example", "none:", "none")]
    // No answer is not "no record".
    [InlineData("down.example", "pass:down.example", "none:", "temperror")]
    [InlineData("acme.example", "temperror:acme.example", "none:", "temperror")]
    // A zone above that gives no answer changes nothing of what the domain itself says.
    [InlineData("found.lost", "pass:mail.found.lost", "none:", "pass")]
    [InlineData("news.found.lost", "pass:found.lost", "none:", "pass")]
    [InlineData("found.lost", "pass:evil.example", "none:", "fail")]
    [InlineData("found.lost", "pass:other.lost", "none:", "fail")]
    [InlineData("found.lost", "fail:found.lost", "pass:bounce.found.lost", "pass")]
    [InlineData("orphan.lost", "pass:orphan.lost", "none:", "temperror")]
    [InlineData("silent.lost", "pass:silent.lost", "none:", "temperror")]
    [InlineData("a.gap.found.lost", "pass:found.lost", "none:", "temperror")]
    [InlineData("acme.example", "temperror:evil.example", "none:", "fail")]
    [InlineData("acme.example", "temperror:acme.example", "pass:acme.example", "pass")]
    public async Task Mail_is_judged_by_its_author(string author, string dkim, string spf, string expected) =>
        Assert.Equal(expected, await JudgeAsync([author], dkim, spf));

    [Fact]
    public async Task Two_authors_of_different_houses_have_nobody_behind_them()
    {
        Assert.Equal("fail", await JudgeAsync(["acme.example", "evil.example"], "pass:acme.example", "none:"));
        Assert.Equal("pass", await JudgeAsync(["acme.example", "ACME.example"], "pass:acme.example", "none:"));
        Assert.Equal("permerror", await JudgeAsync([], "pass:acme.example", "none:"));
    }

    [Fact]
    public async Task A_long_name_costs_no_more_than_its_questions()
    {
        var zone = new ZoneRecords(Names);
        var name = string.Join('.', Enumerable.Repeat("a", 100)) + ".acme.example";
        await DmarcVerifier.VerifyAsync([name], SpfResult.Pass, "evil.example", [new DkimResult(DkimVerdict.Pass, name[2..], "s")], zone, default);
        Assert.InRange(zone.Questions, 1, 40);
    }

    [Fact]
    public void No_record_breaks_the_reader()
    {
        string[] words = ["v", "=", "DMARC1", ";", "p", "reject", "none", "psd", "y", "n", "adkim", "s", " ", "\t", "rua", "mailto:a@b.example", "ä", "\0"];
        var word = Gen.Int[0, words.Length - 1].Select(i => words[i]);
        Gen.Select(word.Array[0, 30], Gen.String).Sample((chosen, noise) =>
        {
            var text = "v=DMARC1;" + string.Concat(chosen) + noise;
            return !DmarcRecord.TryParse(text, out var record) || record.Psd is 'y' or 'n' or 'u';
        });
    }

    private static async Task<string> JudgeAsync(string[] authors, string dkim, string spf)
    {
        var (signature, envelope) = (dkim.Split(':'), spf.Split(':'));
        var signatures = signature[0] == "none" ? [] : new[] { new DkimResult(Enum.Parse<DkimVerdict>(signature[0], ignoreCase: true), signature[1], "s") };
        return (await DmarcVerifier.VerifyAsync(authors, Enum.Parse<SpfResult>(envelope[0], ignoreCase: true), envelope[1].Length > 0 ? envelope[1] : null, signatures, new ZoneRecords(Names), default)).ToString().ToLowerInvariant();
    }
}
