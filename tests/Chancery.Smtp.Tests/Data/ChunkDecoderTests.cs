using System.Text;
using System.Text.RegularExpressions;
using Chancery.Engine.Settings;
using Chancery.Smtp.Data;
using CsCheck;

namespace Chancery.Smtp.Tests.Data;

public sealed class ChunkDecoderTests
{
    private static readonly string[] Parts = ["\r", "\n", ".", "\r\n", "\r\n.\r\n", "a", "text", "\0"];

    private static readonly Gen<byte[]> Wild = Gen.Int[0, Parts.Length - 1].Array[0, 30].Select(picks => Encoding.Latin1.GetBytes(string.Concat(picks.Select(i => Parts[i]))));

    /// <summary>The rule in one expression, and never a bare line end that could smuggle.</summary>
    [Fact]
    public void T8_chunks_come_out_by_the_rule_wherever_they_are_cut() =>
        Gen.Select(Wild, Gen.Enum<Smuggling>(), Gen.Int[1, 7]).Sample((octets, smuggling, size) =>
        {
            var text = Encoding.Latin1.GetString(octets);
            var lines = Regex.Replace(text, "\r\n|\r|\n", "\r\n");
            var whole = lines.Length == 0 || lines.EndsWith("\r\n", StringComparison.Ordinal) ? lines : lines + "\r\n";
            var bare = Regex.IsMatch(text, "\r(?!\n)|(?<!\r)\n");
            var (fault, decoded) = Decode(octets, smuggling, size);
            var refused = text.Contains('\0', StringComparison.Ordinal) || (bare && smuggling == Smuggling.Reject);
            Assert.Equal(refused, fault != DataFault.None);
            if (!refused)
                Assert.Equal(whole, decoded);
        }, iter: 50_000);

    private static (DataFault Fault, string Text) Decode(byte[] octets, Smuggling smuggling, int size)
    {
        var (decoder, text) = (new ChunkDecoder(smuggling), new StringBuilder());
        var output = new byte[ChunkDecoder.OutputBound(size)];
        foreach (var chunk in octets.Chunk(size))
            text.Append(Encoding.Latin1.GetString(output, 0, decoder.Decode(chunk, output)));
        text.Append(Encoding.Latin1.GetString(output, 0, decoder.End(output)));
        return (decoder.Fault, text.ToString());
    }
}
