using System.IO.Compression;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.Smime.Opening;
using Org.BouncyCastle.Utilities.Bzip2;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>The document in a row of packets whose integrity is proven, and the signatures over it (RFC 9580 section 10.3).</summary>
internal sealed class PgpDocument(long maxBytes, IScratchSpace scratch)
{
    private const int MostSignatures = 16;
    private const int LargestSignature = 64 * 1024;

    /// <summary>Text may shrink much; what grows a thousandfold is a bomb.</summary>
    private const int MostGrowth = 1000;
    private const int AlwaysAllowed = 16 * 1024 * 1024;

    private readonly PacketBudget _budget = new();
    private readonly List<PgpSignature> _signatures = [];
    private IScratch? _content;
    private int _count;

    /// <param name="head">Written before the content.</param>
    /// <returns>The content, kept, and its signatures with nothing hashed yet.</returns>
    /// <exception cref="PgpException">There is not exactly one document in it.</exception>
    public async Task<(IScratch Content, SignatureSet? Signatures)> ReadAsync(Stream packets, byte[] head, CancellationToken cancel)
    {
        try
        {
            await ReadAsync(packets, head, 0, cancel);
            return (_content ?? throw new PgpException("no document is in it"), _count > 0 ? SignatureSet.Of(_signatures, _count - _signatures.Count) : null);
        }
        catch
        {
            if (_content is not null)
                await _content.DisposeAsync();
            throw;
        }
    }

    private async Task ReadAsync(Stream packets, byte[] head, int depth, CancellationToken cancel)
    {
        PacketBudget.Check(depth);
        var reader = new PacketReader(packets, _budget);
        while (reader.Next() is { } packet)
        {
            switch (packet.Tag)
            {
                case PacketTag.OnePassSignature or PacketTag.Marker or PacketTag.Padding or PacketTag.Trust:
                    break;
                case PacketTag.Signature:
                    AddSignature(packet);
                    break;
                case PacketTag.Compressed when _content is null:
                    await using (var opened = Decompressed(packet))
                        await ReadAsync(opened, head, depth + 1, cancel);
                    break;
                case PacketTag.Literal when _content is null:
                    SkipHead(packet);
                    _content = await scratch.KeepAsync(output => CopyAsync(packet, head, output, cancel), cancel);
                    break;
                default:
                    throw new PgpException("something stands in it that may not be there");
            }
        }
    }

    private void AddSignature(PacketBody packet)
    {
        if (++_count > MostSignatures)
            throw new PgpException("more signatures than may be");
        try
        {
            _signatures.Add(PgpSignature.Read(packet.ReadAll(LargestSignature)));
        }
        catch (PgpException)
        {
            // It counts as one that nobody can read.
        }
    }

    /// <summary>Format, name and date: outside every signature, so they say nothing.</summary>
    private static void SkipHead(PacketBody packet)
    {
        packet.ReadByte();
        var name = packet.ReadByte();
        if (name < 0)
            throw new PgpException("a packet ends too early");
        packet.ReadExactly(new byte[name + 4]);
    }

    private Stream Decompressed(PacketBody packet)
    {
        var counted = new GrowthStream(packet, maxBytes);
        return packet.ReadByte() switch
        {
            0 => counted.Of(packet),
            1 => counted.Of(new DeflateStream(counted.Input, CompressionMode.Decompress)),
            2 => counted.Of(new ZLibStream(counted.Input, CompressionMode.Decompress)),
            3 => counted.Of(Bzip2(counted.Input)),
            _ => throw new PgpException("compressed in a way that is not supported"),
        };
    }

    /// <summary>It reads its header at once.</summary>
    private static CBZip2InputStream Bzip2(Stream packed)
    {
        try
        {
            return new CBZip2InputStream(packed);
        }
        catch (Exception damaged) when (damaged is not (PgpException or OutOfMemoryException))
        {
            throw new PgpException("the compressed content is damaged");
        }
    }

    private async Task CopyAsync(Stream content, byte[] head, Stream output, CancellationToken cancel)
    {
        await output.WriteAsync(head, cancel);
        var (buffer, total) = (new byte[32 * 1024], 0L);
        int read;
        while ((read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            if ((total += read) > maxBytes)
                throw new PgpException("opens to more than may be");
            await output.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }

    /// <summary>Counts what goes in and what comes out.</summary>
    private sealed class GrowthStream(Stream packed, long maxBytes) : Stream
    {
        private long _in;
        private long _out;
        private Stream _opened = Null;

        public Stream Input => new Counted(this, packed);

        public Stream Of(Stream opened)
        {
            _opened = opened;
            return this;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                var read = _opened.Read(buffer, offset, count);
                if ((_out += Math.Max(0, read)) > maxBytes || (_out > AlwaysAllowed && _out / MostGrowth > _in))
                    throw new PgpException("opens to more than may be");
                return Math.Max(0, read);
            }
            catch (Exception damaged) when (damaged is InvalidDataException or IOException or IndexOutOfRangeException or InvalidOperationException or ArgumentException)
            {
                throw new PgpException("the compressed content is damaged");
            }
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private sealed class Counted(GrowthStream growth, Stream packed) : Stream
        {
            public override bool CanRead => true;

            public override bool CanSeek => false;

            public override bool CanWrite => false;

            public override long Length => throw new NotSupportedException();

            public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

            public override int Read(byte[] buffer, int offset, int count)
            {
                var read = packed.Read(buffer, offset, count);
                growth._in += read;
                return read;
            }

            public override void Flush() { }

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
