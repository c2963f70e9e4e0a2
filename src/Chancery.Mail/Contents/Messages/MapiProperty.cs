using System.Text;
using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Messages;

/// <summary>A property with its value where it lies (MS-OXTNEF 2.1.3.4).</summary>
internal sealed record MapiProperty(ushort Id, ushort Type, Stream Whole, long At, long Length)
{
    public const ushort Body = 0x1000, Html = 0x1013, CompressedRtf = 0x1009, DisplayName = 0x3001;
    public const ushort AttachData = 0x3701, AttachLongName = 0x3707, AttachMimeType = 0x370E, AttachContentId = 0x3712;
    private const int LongestText = 4096, InterfaceId = 16;
    private const ushort Object = 0x0D, Unicode = 0x1F;

    public bool IsUnicode => Type == Unicode;

    public Stream Open() => new SubRange(Whole, At, Length);

    /// <summary>An object has the id of its interface before it.</summary>
    public Stream OpenObject() => Type == Object && Length >= InterfaceId ? new SubRange(Whole, At + InterfaceId, Length - InterfaceId) : Open();

    public string Text()
    {
        using var value = Open();
        var octets = new byte[(int)Math.Min(value.Length, LongestText)];
        value.ReadExactly(octets);
        return (IsUnicode ? Encoding.Unicode : Encoding.UTF8).GetString(octets).TrimEnd('\0');
    }
}
