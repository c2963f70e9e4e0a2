using UglyToad.PdfPig.Tokens;

namespace Chancery.Mail.Documents.Pdf;

/// <summary>Undoes the predictors of PNG and TIFF (ISO 32000-1 section 7.4.4.4), which cross-reference streams use.</summary>
internal static class Predictor
{
    public static byte[] Undo(byte[] octets, DictionaryToken? parameters)
    {
        var predictor = Number(parameters, "Predictor", 1);
        if (predictor < 2) return octets;
        var (colors, bits, columns) = (Number(parameters, "Colors", 1), Number(parameters, "BitsPerComponent", 8), Number(parameters, "Columns", 1));
        if (colors is < 1 or > 32 || bits is < 1 or > 16 || columns is < 1 or > 1_000_000) throw UnreadableException.Broken();
        var (pixel, row) = (Math.Max(1, colors * bits / 8), (colors * bits * columns + 7) / 8);
        return predictor == 2 ? Tiff(octets, row, colors, bits) : Png(octets, row, pixel);
    }

    public static int Number(DictionaryToken? parameters, string name, int otherwise) =>
        parameters is not null && parameters.TryGet(NameToken.Create(name), out var token) && token is NumericToken number ? number.Int : otherwise;

    private static byte[] Tiff(byte[] octets, int row, int colors, int bits)
    {
        if (bits != 8) return octets;
        for (var start = 0; start < octets.Length; start += row)
            for (var i = start + colors; i < Math.Min(start + row, octets.Length); i++) octets[i] += octets[i - colors];
        return octets;
    }

    private static byte[] Png(byte[] octets, int row, int pixel)
    {
        var output = new byte[octets.Length];
        var (above, here) = (new byte[row], new byte[row]);
        var length = 0;
        for (var start = 0; start < octets.Length; start += row + 1)
        {
            var count = Math.Min(row, octets.Length - start - 1);
            Array.Clear(here);
            for (var i = 0; i < count; i++)
            {
                var (left, up, corner) = (i >= pixel ? here[i - pixel] : 0, above[i], i >= pixel ? above[i - pixel] : 0);
                here[i] = (byte)(octets[start + 1 + i] + octets[start] switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
            }
            here.AsSpan(0, count).CopyTo(output.AsSpan(length));
            length += count;
            (above, here) = (here, above);
        }
        return output[..length];
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
