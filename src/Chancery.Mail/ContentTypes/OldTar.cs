using System.Text;

namespace Chancery.Mail.ContentTypes;

/// <summary>A tar archive from before POSIX has no magic; its first header's checksum must hold.</summary>
internal static class OldTar
{
    private const int Header = 512, ChecksumOffset = 148, ChecksumOctets = 8;

    public static bool Looks(ContentSample sample)
    {
        if (sample.Head.Length < Header || sample.Head[0] == 0) return false;
        var digits = Encoding.ASCII.GetString(sample.Head.Slice(ChecksumOffset, ChecksumOctets)).Trim('\0', ' ');
        if (digits.Length == 0 || digits.Any(c => c is < '0' or > '7')) return false;
        var sum = (int)' ' * ChecksumOctets;
        for (var i = 0; i < Header; i++)
            if (i is < ChecksumOffset or >= ChecksumOffset + ChecksumOctets) sum += sample.Head[i];
        return Convert.ToInt32(digits, 8) == sum;
    }
}
