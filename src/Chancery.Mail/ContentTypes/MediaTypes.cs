using System.Text;

namespace Chancery.Mail.ContentTypes;

/// <summary>Sound, film and the images that share their containers.</summary>
internal static class MediaTypes
{
    public static string? Of(ContentSample sample)
    {
        if (sample.Has(4, "ftyp"u8)) return OfBrand(sample);
        if (sample.Has(4, "moov"u8) || (sample.Has(4, "mdat"u8) && sample.UInt32(0) != 0) || sample.Has(4, "wide"u8)) return "mov";
        if (sample.StartsWith("RIFF"u8)) return sample.Has(8, "WEBP"u8) ? "webp" : sample.Has(8, "WAVE"u8) ? "wav" : sample.Has(8, "AVI "u8) ? "avi" : null;
        if (sample.StartsWith([0x1A, 0x45, 0xDF, 0xA3])) return "mkv";
        if (sample.StartsWith("OggS\0"u8)) return "ogg";
        if (sample.StartsWith("fLaC"u8)) return "flac";
        if (sample.StartsWith([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11])) return "wmv";
        if (sample.StartsWith("FLV\u0001"u8)) return "flv";
        if (sample.StartsWith("MThd\0\0\0\u0006"u8)) return "midi";
        if (sample.StartsWith("#!AMR"u8)) return "amr";
        if (sample.StartsWith([0, 0, 1, 0xBA]) || sample.StartsWith([0, 0, 1, 0xB3])) return "mpeg";
        if (sample.StartsWith("FORM"u8) && (sample.Has(8, "AIFF"u8) || sample.Has(8, "AIFC"u8))) return "aiff";
        if (sample.StartsWith("ID3"u8)) return "mp3";
        return MpegAudio.IsStream(sample.Head) ? "mp3" : null;
    }

    private static string OfBrand(ContentSample sample)
    {
        var brand = Encoding.Latin1.GetString(sample.Head[8..Math.Min(12, sample.Head.Length)]);
        return brand switch
        {
            "qt  " => "mov",
            "avif" or "avis" => "avif",
            "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" => "heic",
            _ => "mp4",
        };
    }
}
