using System.Text;
using Chancery.Engine.Verdicts;
using CsCheck;

namespace Chancery.Engine.Tests.Verdicts;

/// <summary>Whatever a classifier answers, it is a label and a score, or it is not understood.</summary>
public sealed class ClassifierAnswerTests
{
    [Theory]
    [InlineData("{\"label\":\"secret\",\"score\":0.93}", "secret", "0.93")]
    [InlineData("{\"score\":1,\"label\":\"a\",\"more\":[{}]}", "a", "1")]
    [InlineData("{\"label\":\"secret\"}", "secret", null)]
    [InlineData("{\"label\":\"\",\"score\":\"0.9\"}", null, null)]
    [InlineData("{\"label\":null,\"score\":1e400}", null, null)]
    [InlineData("[\"secret\",0.9]", null, null)]
    [InlineData("secret", null, null)]
    [InlineData("", null, null)]
    public void Answers_are_read(string body, string? label, string? score)
    {
        var (foundLabel, foundScore) = ClassifierFactSource.Read(Encoding.UTF8.GetBytes(body));
        Assert.Equal((label, score), (foundLabel, foundScore?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Any_answer_is_read_or_not_understood()
    {
        string[] scraps = ["{", "}", "[", "]", ":", ",", "\"label\"", "\"score\"", "\"secret\"", "0.9", "-1", "1e9", "1e999", "null", "true", "\"", "\\u0000", "\\ud800", "\u00FC", "\0", " ", "//", "NaN"];
        Gen.Int[0, scraps.Length - 1].Select(at => scraps[at]).Array[0, 30].Select(string.Concat).Sample(text =>
        {
            var (label, _) = ClassifierFactSource.Read(Encoding.UTF8.GetBytes(text));
            Assert.True(label is null || label.Length is > 0 and <= 200);
        }, iter: 20_000, threads: 1);
        Gen.Byte.Array[0, 200].Sample(octets => ClassifierFactSource.Read(octets), iter: 20_000, threads: 1);
    }
}
