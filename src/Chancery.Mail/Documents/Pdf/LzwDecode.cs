using UglyToad.PdfPig.Tokens;

namespace Chancery.Mail.Documents.Pdf;

/// <summary>LZWDecode (ISO 32000-1 section 7.4.4): codes of 9 to 12 bits, 256 clears, 257 ends.</summary>
internal static class LzwDecode
{
    private const int Clear = 256, End = 257, MaxCodes = 4096;

    public static byte[] Decode(ReadOnlySpan<byte> input, DictionaryToken? parameters, PdfLimits limits)
    {
        var early = Predictor.Number(parameters, "EarlyChange", 1);
        var (parents, lasts, lengths) = (new int[MaxCodes], new byte[MaxCodes], new int[MaxCodes]);
        for (var i = 0; i < 256; i++) (parents[i], lasts[i], lengths[i]) = (-1, (byte)i, 1);
        using var output = new MemoryStream();
        var sequence = new byte[MaxCodes];
        var (bits, count, width, next, previous) = (0u, 0, 9, 258, -1);
        foreach (var octet in input)
        {
            (bits, count) = (bits << 8 | octet, count + 8);
            if (count < width) continue;
            count -= width;
            var code = (int)(bits >> count & ((1u << width) - 1));
            if (code == End) break;
            if (code == Clear)
            {
                (width, next, previous) = (9, 258, -1);
                continue;
            }
            if (code > next || code >= MaxCodes || (code == next && previous < 0)) break;
            var from = code < next ? code : previous;
            var length = Spell(from, sequence);
            if (code == next) sequence[length++] = sequence[0];
            if (output.Length + length > PdfLimits.MaxStream) throw limits.Over();
            output.Write(sequence, 0, length);
            if (previous >= 0 && next < MaxCodes)
            {
                (parents[next], lasts[next], lengths[next]) = (previous, sequence[0], lengths[previous] + 1);
                next++;
            }
            previous = code;
            width = next + early >= 2048 ? 12 : next + early >= 1024 ? 11 : next + early >= 512 ? 10 : 9;
        }
        return Predictor.Undo(output.ToArray(), parameters);

        int Spell(int code, byte[] into)
        {
            var length = lengths[code];
            for (var at = length - 1; at >= 0 && code >= 0; at--, code = parents[code]) into[at] = lasts[code];
            return length;
        }
    }
}
