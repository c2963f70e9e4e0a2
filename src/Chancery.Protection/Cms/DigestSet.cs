using System.Security.Cryptography;

namespace Chancery.Protection.Cms;

/// <summary>Several hashes over the same octets: those that the signers of a content use.</summary>
internal sealed class DigestSet : IDisposable
{
    private const int MaxDigests = 8;

    private readonly Dictionary<string, IncrementalHash> _running;
    private readonly Dictionary<string, byte[]> _done = new(StringComparer.Ordinal);

    /// <param name="oids">Those that nobody knows are left out.</param>
    public DigestSet(IEnumerable<string> oids) =>
        _running = oids.Distinct().Where(oid => NameOf(oid) is not null).Take(MaxDigests).ToDictionary(oid => oid, oid => IncrementalHash.CreateHash(NameOf(oid)!.Value), StringComparer.Ordinal);

    public static HashAlgorithmName? NameOf(string oid) => oid switch
    {
        Oids.Md5 => HashAlgorithmName.MD5,
        Oids.Sha1 => HashAlgorithmName.SHA1,
        Oids.Sha256 => HashAlgorithmName.SHA256,
        Oids.Sha384 => HashAlgorithmName.SHA384,
        Oids.Sha512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    public void Append(ReadOnlySpan<byte> octets)
    {
        foreach (var hash in _running.Values)
            hash.AppendData(octets);
    }

    /// <summary>Null if it was not among the announced ones. After the first call nothing more can be appended.</summary>
    public byte[]? Of(string oid)
    {
        if (!_done.ContainsKey(oid) && _running.TryGetValue(oid, out var hash))
            _done[oid] = hash.GetHashAndReset();
        return _done.GetValueOrDefault(oid);
    }

    public void Dispose()
    {
        foreach (var hash in _running.Values)
            hash.Dispose();
    }
}
