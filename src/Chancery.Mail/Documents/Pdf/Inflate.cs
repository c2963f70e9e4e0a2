using System.IO.Compression;
using UglyToad.PdfPig.Tokens;

namespace Chancery.Mail.Documents.Pdf;

/// <summary>FlateDecode. Damaged streams yield what came out before, as readers show it.</summary>
internal static class Inflate
{
    private const int Block = 32 * 1024;

    public static byte[] Decode(ReadOnlySpan<byte> input, DictionaryToken? parameters, PdfLimits limits)
    {
        if (input.Length < 2) return [];
        var octets = input.ToArray();
        var output = Unpack(new ZLibStream(new MemoryStream(octets), CompressionMode.Decompress), limits);
        // The header may be wrong while the rest is right.
        if (output.Length == 0) output = Unpack(new DeflateStream(new MemoryStream(octets, 2, octets.Length - 2), CompressionMode.Decompress), limits);
        return Predictor.Undo(output, parameters);
    }

    private static byte[] Unpack(Stream packed, PdfLimits limits)
    {
        using (packed)
        {
            using var output = new MemoryStream();
            var block = new byte[Block];
            try
            {
                int read;
                while ((read = packed.Read(block)) > 0)
                {
                    if (output.Length + read > PdfLimits.MaxStream) throw limits.Over();
                    output.Write(block, 0, read);
                }
            }
            catch (InvalidDataException) { }
            return output.ToArray();
        }
    }
}
