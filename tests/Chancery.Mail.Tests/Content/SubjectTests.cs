using Chancery.Policy.Facts;

namespace Chancery.Mail.Tests.Content;

/// <summary>Tags and the marks of answers, in any language and coding of the subject.</summary>
public sealed class SubjectTests
{
    [Theory]
    [InlineData("#NIS2 Lage", "[NIS2]")]
    [InlineData("Lage #hconf", "[HCONF]")]
    [InlineData("[vertraulich] Plan", "[VERTRAULICH]")]
    [InlineData("AW: WG: [SECURE] Plan", "[SECURE]")]
    [InlineData("[EXTERN] AW: [SECURE] Plan", "[EXTERN, SECURE]")]
    [InlineData("回复: [SECURE] x", "[SECURE]")]
    [InlineData("Plan [SECURE]", "[]")]
    [InlineData("Plan#NIS2", "[]")]
    [InlineData("C# und 3#4", "[]")]
    [InlineData("NIS2", "[]")]
    [InlineData("=?utf-8?q?=23NI?= =?utf-8?q?S2_x?=", "[NIS2]")]
    [InlineData("x\n #NIS2", "[NIS2]")]
    [InlineData("＃NIS2", "[NIS2]")]
    [InlineData("#NI\u200BS2", "[NIS2]")]
    [InlineData("#Prüfung!", "[PRÜFUNG]")]
    public void Tags(string subject, string tags)
    {
        using var mail = Made.Mail($"From: a@acme.example\nSubject: {subject}\n\nx\n");
        Assert.Equal(tags, mail.Fact("tag", Policy.Reading.ReadingTerms.None).Said());
    }

    [Theory]
    [InlineData("Re: x", true, "x")]
    [InlineData("AW: x", true, "x")]
    [InlineData("Antwort: x", true, "x")]
    [InlineData("SV: VS: x", true, "x")]
    [InlineData("RE[2]: x", true, "x")]
    [InlineData("Re (3) : x", true, "x")]
    [InlineData("R: x", true, "x")]
    [InlineData("Odp: x", true, "x")]
    [InlineData("YNT: x", true, "x")]
    [InlineData("回复：x", true, "x")]
    [InlineData("答复: x", true, "x")]
    [InlineData("WG: AW: x", false, "x")]
    [InlineData("Fwd: x", false, "x")]
    [InlineData("TR : x", false, "x")]
    [InlineData("RV: x", false, "x")]
    [InlineData("Report: x", false, "Report: x")]
    [InlineData("Reise", false, "Reise")]
    [InlineData("", false, "")]
    public void Answers(string subject, bool isReply, string bare)
    {
        Assert.Equal((isReply, bare), (SubjectMarks.IsReply(subject), SubjectMarks.Remove(subject)));
        using var mail = Made.Mail($"From: a@acme.example\nSubject: {subject}\n\nx\n");
        Assert.Equal(isReply, mail.IsReply);
    }
}
