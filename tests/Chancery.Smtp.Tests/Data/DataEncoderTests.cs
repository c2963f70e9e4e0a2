using System.Text;
using Chancery.Smtp.Data;

namespace Chancery.Smtp.Tests.Data;

public sealed class DataEncoderTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("x", "x\r\n.\r\n")]
    [InlineData("x\r\n", "x\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("a\r\n.\r\n..\r\nb.c\r\n", "a\r\n..\r\n...\r\nb.c\r\n.\r\n")]
    public void Dots_are_doubled_and_the_end_is_marked(string message, string wire)
    {
        for (var size = 1; size <= message.Length + 1; size++)
            Assert.Equal(wire, Encode(message, size));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\r\n.\n")]
    [InlineData("a\r")]
    [InlineData("\n")]
    [InlineData("a\r\r\n")]
    public void A_message_with_a_bare_line_end_is_not_sent(string message)
    {
        for (var size = 1; size <= message.Length; size++)
            Assert.Throws<BareLineEndException>(() => Encode(message, size));
    }

    private static string Encode(string message, int block)
    {
        var encoder = new DataEncoder();
        var result = new StringBuilder();
        foreach (var part in Encoding.Latin1.GetBytes(message).Chunk(block))
        {
            var output = new byte[DataEncoder.OutputBound(part.Length)];
            result.Append(Encoding.Latin1.GetString(output, 0, encoder.Encode(part, output)));
        }

        return result.Append(Encoding.Latin1.GetString(encoder.End())).ToString();
    }
}
