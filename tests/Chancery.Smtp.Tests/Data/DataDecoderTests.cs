using System.Text;
using Chancery.Engine.Settings;
using Chancery.Smtp.Data;
using CsCheck;

namespace Chancery.Smtp.Tests.Data;

public sealed class DataDecoderTests
{
    /// <summary>Few different octets, so that the dangerous ones meet often.</summary>
    private static readonly Gen<byte[]> Wild = OneOf("\r", "\n", ".", "\r\n", "\r\n.", "\r\n.\r\n", "a", "long text", "\0").Array[0, 40]
        .Select(parts => Encoding.Latin1.GetBytes(string.Concat(parts)));

    /// <summary>Lines as an honest client has them.</summary>
    private static readonly Gen<byte[]> Message = OneOf("", ".", "..", "a", ".a", "a.", "text").Array[0, 30]
        .Select(lines => Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static int T8 => Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 20_000_000 : 200_000;

    [Fact]
    public void T8_there_are_as_many_messages_as_ends() =>
        Gen.Select(Wild, Gen.Enum<Smuggling>()).Sample(
            (octets, smuggling) => Assert.Equal((CountEnds(octets), CountEnds(octets)), (Decode(octets, smuggling).Count, CountByWindow(octets))), iter: T8);

    [Fact]
    public void How_the_octets_are_cut_into_packets_changes_nothing() =>
        Gen.Select(Wild, Gen.Enum<Smuggling>()).Sample((octets, smuggling) =>
        {
            var whole = Decode(octets, smuggling);
            for (var cut = 0; cut <= octets.Length; cut++)
                Assert.Equal(whole, Decode(octets, smuggling, cut));
            Assert.Equal(whole, Decode(octets, smuggling, everyOctet: true));
        }, iter: 1000);

    [Fact]
    public void What_was_encoded_comes_out_again() =>
        Message.Sample(message => Assert.Equal([(DataFault.None, Encoding.Latin1.GetString(message))], Decode(Encode(message), Smuggling.Reject)), iter: 5000);

    [Fact]
    public void Nothing_that_is_let_through_can_smuggle() =>
        Gen.Select(Wild, Gen.Enum<Smuggling>()).Sample((octets, smuggling) =>
        {
            foreach (var (fault, text) in Decode(octets, smuggling).Where(message => message.Fault == DataFault.None))
                Assert.Single(Decode(Encode(Encoding.Latin1.GetBytes(text)), Smuggling.Reject));
        }, iter: 5000);

    [Fact]
    public void Strict_refuses_exactly_what_has_a_bare_line_end_or_nul() =>
        Wild.Sample(octets =>
        {
            var decoded = Decode([.. octets, .. "\r\n.\r\n"u8], Smuggling.Reject);
            if (decoded.Count != 1)
                return;
            var text = Encoding.Latin1.GetString(octets);
            var clean = text.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().IndexOfAny('\r', '\n', '\0') < 0;
            Assert.Equal(clean, decoded[0].Fault == DataFault.None);
        }, iter: 5000);

    /// <summary>Ends do not overlap: the CRLF of one end is the line start of the next message only after another DATA.</summary>
    private static int CountEnds(byte[] octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        var count = 0;
        while (("\r\n" + text).IndexOf("\r\n.\r\n", StringComparison.Ordinal) is >= 0 and var at)
        {
            count++;
            text = text[(at + 3)..];
        }

        return count;
    }

    /// <summary>A second opinion: the last five octets, where each message begins as if behind a line end.</summary>
    private static int CountByWindow(byte[] octets)
    {
        var (count, window) = (0, "\r\n");
        foreach (var octet in octets)
        {
            window = (window.Length < 5 ? window : window[1..]) + (char)octet;
            if (window != "\r\n.\r\n")
                continue;
            count++;
            window = "\r\n";
        }

        return count;
    }

    private static List<(DataFault Fault, string Text)> Decode(byte[] octets, Smuggling smuggling, int cut = 0, bool everyOctet = false)
    {
        var messages = new List<(DataFault, string)>();
        var (decoder, text) = (new DataDecoder(smuggling), new StringBuilder());
        var output = new byte[DataDecoder.OutputBound(octets.Length)];
        var at = 0;
        while (at < octets.Length)
        {
            var end = everyOctet ? at + 1 : at < cut ? cut : octets.Length;
            at += decoder.Decode(octets.AsSpan(at..end), output, out var written);
            text.Append(Encoding.Latin1.GetString(output, 0, written));
            if (!decoder.Ended)
                continue;
            messages.Add((decoder.Fault, decoder.Fault == DataFault.None ? text.ToString() : ""));
            (decoder, text) = (new DataDecoder(smuggling), new StringBuilder());
        }

        return messages;
    }

    private static byte[] Encode(byte[] message)
    {
        var encoder = new DataEncoder();
        var output = new byte[DataEncoder.OutputBound(message.Length) + 5];
        var written = encoder.Encode(message, output);
        var end = encoder.End();
        end.CopyTo(output.AsSpan(written));
        return output[..(written + end.Length)];
    }
}
