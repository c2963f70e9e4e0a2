using UglyToad.PdfPig.Tokens;

namespace Chancery.Mail.Documents.Pdf;

/// <summary>RunLengthDecode (ISO 32000-1 section 7.4.5).</summary>
internal static class RunLengths
{
    public static byte[] Decode(ReadOnlySpan<byte> input, DictionaryToken? parameters, PdfLimits limits)
    {
        using var output = new MemoryStream();
        for (var at = 0; at < input.Length && input[at] != 128;)
        {
            int length = input[at++];
            if (length < 128)
            {
                var copied = Math.Min(length + 1, input.Length - at);
                output.Write(input.Slice(at, copied));
                at += copied;
            }
            else if (at < input.Length)
            {
                for (var i = 0; i < 257 - length; i++) output.WriteByte(input[at]);
                at++;
            }
            if (output.Length > PdfLimits.MaxStream) throw limits.Over();
        }
        return output.ToArray();
    }
}
