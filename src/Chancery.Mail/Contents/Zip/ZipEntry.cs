namespace Chancery.Mail.Contents.Zip;

/// <summary>One line of a ZIP archive's directory (APPNOTE 4.3.12).</summary>
/// <param name="Flags">Bit 0 encrypted, bit 3 sizes follow the data, bit 11 UTF-8.</param>
/// <param name="Packed">Octets as stored.</param>
/// <param name="At">Where its local header begins.</param>
internal sealed record ZipEntry(string Name, byte[] RawName, ushort Flags, ushort Method, uint Crc, long Packed, long Size, long At)
{
    /// <summary>Where its data begin and end.</summary>
    public long DataAt { get; init; }

    public long End => DataAt + Packed;

    /// <summary>Method 99 is AES (WinZip).</summary>
    public bool IsEncrypted => (Flags & 1) != 0 || Method == 99;

    public bool IsFolder => Name.EndsWith('/') && Size == 0;
}
