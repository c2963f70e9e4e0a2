using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Ids;
using Chancery.Policy;

namespace Chancery.Storage.Secrets;

/// <summary>
/// A tenant's key. What it seals is bound to the tenant, to what it is (<c>body</c>, <c>private-key</c>, …), to its id and to
/// the version of the key, so that a row copied to another place or tenant does not open. Form: version (4, big endian), box.
/// </summary>
internal sealed class TenantKey(TenantId tenant, int version, byte[] key, IIdSource ids)
{
    public const int Overhead = sizeof(int) + Aead.Overhead;

    public int Version => version;

    public byte[] Seal(string what, string id, ReadOnlySpan<byte> clear)
    {
        var box = Aead.Seal(key, clear, Associated(what, id), ids);
        var result = new byte[sizeof(int) + box.Length];
        BinaryPrimitives.WriteInt32BigEndian(result, version);
        box.CopyTo(result, sizeof(int));
        return result;
    }

    /// <exception cref="CryptographicException">Not sealed by this key for this purpose, or changed.</exception>
    public byte[] Open(string what, string id, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < Overhead || VersionOf(sealedBytes) != version)
            throw new CryptographicException("not sealed by this key");
        return Aead.Open(key, sealedBytes[sizeof(int)..], Associated(what, id));
    }

    public static int VersionOf(ReadOnlySpan<byte> sealedBytes) =>
        sealedBytes.Length < Overhead ? throw new CryptographicException("the sealed value is cut short") : BinaryPrimitives.ReadInt32BigEndian(sealedBytes);

    private byte[] Associated(string what, string id) => Encoding.UTF8.GetBytes($"{tenant}\0{what}\0{id}\0{version}");
}
