using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Chancery.Mail.Documents.Pdf;

/// <summary>The filters of PDF streams (ISO 32000-1 section 7.4) with an end to what comes out. Pictures are not decoded: they hold no text.</summary>
internal sealed class BoundedFilters(PdfLimits limits) : BaseFilterProvider(All(limits))
{
    private static Dictionary<string, IFilter> All(PdfLimits limits)
    {
        var (flate, lzw, run) = (new Bounded(limits, Inflate.Decode), new Bounded(limits, LzwDecode.Decode), new Bounded(limits, RunLengths.Decode));
        var (ascii85, hex) = (new Checked(limits, new Ascii85Filter()), new Checked(limits, new AsciiHexDecodeFilter()));
        var picture = new Picture();
        return new Dictionary<string, IFilter>
        {
            ["FlateDecode"] = flate,
            ["Fl"] = flate,
            ["LZWDecode"] = lzw,
            ["LZW"] = lzw,
            ["RunLengthDecode"] = run,
            ["RL"] = run,
            ["ASCII85Decode"] = ascii85,
            ["A85"] = ascii85,
            ["ASCIIHexDecode"] = hex,
            ["AHx"] = hex,
            ["CCITTFaxDecode"] = picture,
            ["CCF"] = picture,
            ["DCTDecode"] = picture,
            ["DCT"] = picture,
            ["JBIG2Decode"] = picture,
            ["JPXDecode"] = picture,
        };
    }

    private delegate byte[] Decoding(ReadOnlySpan<byte> input, DictionaryToken? parameters, PdfLimits limits);

    private sealed class Bounded(PdfLimits limits, Decoding decode) : IFilter
    {
        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            limits.Take(0);
            var output = decode(input.Span, Parameters(streamDictionary, filterIndex), limits);
            limits.Take(output.Length);
            return output;
        }

        private static DictionaryToken? Parameters(DictionaryToken stream, int index)
        {
            if (!stream.TryGet(NameToken.DecodeParms, out var token) && !stream.TryGet(NameToken.Create("DP"), out token)) return null;
            return token is ArrayToken list ? index < list.Length ? list[index] as DictionaryToken : null : token as DictionaryToken;
        }
    }

    /// <summary>What comes out is smaller than what goes in.</summary>
    private sealed class Checked(PdfLimits limits, IFilter filter) : IFilter
    {
        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            limits.Take(0);
            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }
    }

    private sealed class Picture : IFilter
    {
        public bool IsSupported => false;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex) => Memory<byte>.Empty;
    }
}
