namespace Chancery.Mail.ContentTypes;

/// <summary>MPEG audio without any container: two frames in a row (ISO 11172-3).</summary>
internal static class MpegAudio
{
    public static bool IsStream(ReadOnlySpan<byte> head) => IsFrame(head, 0) && IsFrame(head, FrameLength(head));

    /// <summary>An MPEG audio frame of layer III.</summary>
    private static bool IsFrame(ReadOnlySpan<byte> head, int at) =>
        at >= 0 && at + 4 <= head.Length && head[at] == 0xFF && (head[at + 1] & 0xE6) == 0xE2 && (head[at + 2] & 0xF0) is not (0 or 0xF0)
        && (head[at + 2] & 0x0C) != 0x0C;

    /// <summary>Octets of the frame at the start; -1 if it is none.</summary>
    private static int FrameLength(ReadOnlySpan<byte> head)
    {
        if (!IsFrame(head, 0)) return -1;
        var version1 = (head[1] & 0x18) == 0x18;
        int[] rates = version1
            ? [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
            : [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        int[] samples = version1 ? [44100, 48000, 32000] : (head[1] & 0x18) == 0x10 ? [22050, 24000, 16000] : [11025, 12000, 8000];
        var padding = (head[2] >> 1) & 1;
        return (version1 ? 144 : 72) * rates[head[2] >> 4] * 1000 / samples[(head[2] >> 2) & 3] + padding;
    }
}
