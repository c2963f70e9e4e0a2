using Chancery.Protection.Cms;

namespace Chancery.Protection.OpenPgp.Packets;

/// <summary>A packet whose length is not known before: its body goes out in parts of 64 KiB (RFC 9580 section 4.2.1.4).</summary>
internal sealed class PartialBody(Stream output, PacketTag tag) : WriteOnlyStream
{
    private const int PartBits = 16;
    private const int PartLength = 1 << PartBits;

    private readonly byte[] _part = new byte[PartLength];
    private int _filled;
    private bool _begun;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            // A part goes out only when more follows: the last one has a length of the other kind.
            if (_filled == PartLength)
                await WritePartAsync([0xE0 | PartBits], cancellationToken);
            var take = Math.Min(buffer.Length, PartLength - _filled);
            buffer[..take].CopyTo(_part.AsMemory(_filled));
            _filled += take;
            buffer = buffer[take..];
        }
    }

    public Task CompleteAsync(CancellationToken cancel) => WritePartAsync(PacketWriting.Length(_filled), cancel);

    private async Task WritePartAsync(byte[] length, CancellationToken cancel)
    {
        await output.WriteAsync(_begun ? length : [(byte)(0xC0 | (int)tag), .. length], cancel);
        await output.WriteAsync(_part.AsMemory(0, _filled), cancel);
        (_begun, _filled) = (true, 0);
    }
}
