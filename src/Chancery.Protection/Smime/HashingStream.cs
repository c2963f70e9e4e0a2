using System.Security.Cryptography;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime;

/// <summary>Passes octets on and hashes them on the way.</summary>
internal sealed class HashingStream(Stream output, IncrementalHash hash) : WriteOnlyStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        hash.AppendData(buffer.Span);
        return output.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => output.Flush();
}
