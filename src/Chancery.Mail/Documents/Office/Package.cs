using System.IO.Compression;

namespace Chancery.Mail.Documents.Office;

/// <summary>The parts of an Office or OpenDocument file, bounded: what a header promises is not believed.</summary>
internal sealed class Package : IDisposable
{
    private const int MaxEntries = 10_000;

    /// <summary>Octets that all parts read may unpack to.</summary>
    private const long MaxUnpacked = 256L * 1024 * 1024;

    /// <summary>Octets of one part; a part of the text beyond is a bomb.</summary>
    private const int MaxPart = SafeXml.MaxCharacters;

    private readonly ZipArchive _zip;
    private readonly ReadingBudget _budget;
    private long _unpacked;

    /// <exception cref="UnreadableException">It is damaged, or has too many parts.</exception>
    public Package(byte[] octets, ReadingBudget budget)
    {
        _budget = budget;
        try
        {
            _zip = new ZipArchive(new MemoryStream(octets, writable: false));
            if (_zip.Entries.Count > MaxEntries) throw new UnreadableException("its parts are over the limit");
        }
        catch (InvalidDataException)
        {
            throw UnreadableException.Broken();
        }
    }

    public IEnumerable<ZipArchiveEntry> Entries => _zip.Entries;

    /// <summary>Names are compared without case, as Office does.</summary>
    public ZipArchiveEntry? Find(string name) =>
        _zip.Entries.FirstOrDefault(entry => entry.FullName.TrimStart('/').Replace('\\', '/').Equals(name, StringComparison.OrdinalIgnoreCase));

    public Stream Open(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted) throw UnreadableException.Encrypted();
        return new PartStream(entry.Open(), this);
    }

    /// <exception cref="UnreadableException">It is larger than a part may be.</exception>
    public byte[] Octets(ZipArchiveEntry entry)
    {
        using var content = Open(entry);
        return Documents.Octets.Limited(content, MaxPart);
    }

    public void Dispose() => _zip.Dispose();

    private void Take(int octets)
    {
        if ((_unpacked += octets) > MaxUnpacked) throw new UnreadableException("its unpacked size is over the limit");
        _budget.CheckTime();
    }

    /// <summary>Counts what comes out.</summary>
    private sealed class PartStream(Stream content, Package package) : Stream
    {
        private long _length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = content.Read(buffer);
            package.Take(read);
            if ((_length += read) > MaxPart) throw new UnreadableException("a part of it is over the limit");
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) content.Dispose();
            base.Dispose(disposing);
        }
    }
}
