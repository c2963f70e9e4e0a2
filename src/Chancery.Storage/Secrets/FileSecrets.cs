using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Ids;
using Chancery.Policy;
using Chancery.Storage.Files;

namespace Chancery.Storage.Secrets;

/// <summary>Keeps the master key in a file of its own: 32 random bytes, mode 0600, in a folder of mode 0700.</summary>
public sealed class FileSecrets : ISecrets
{
    public const string FileName = "master.key";

    private readonly byte[] _master;
    private readonly IIdSource _ids;

    private FileSecrets(byte[] master, IIdSource ids) => (_master, _ids) = (master, ids);

    /// <summary>Reads the master key, or makes one.</summary>
    /// <param name="mayCreate">False when data sealed under an earlier key exist: then a missing key is an error, never replaced.</param>
    /// <exception cref="SecretsException">The key is missing, malformed, or open to other users.</exception>
    public static FileSecrets Open(string folder, bool mayCreate, IIdSource ids)
    {
        DurableFiles.CreatePrivateFolder(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            if (!mayCreate)
                throw new SecretsException($"the master key {path} is missing but the database holds sealed data: restore the key from its backup");
            Create(path, ids);
        }

        return new FileSecrets(Read(path), ids);
    }

    public byte[] Derive(TenantId? tenant, string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, Aead.KeySize, info: Encoding.UTF8.GetBytes($"derive\0{tenant}\0{purpose}"));
    }

    public byte[] Wrap(ReadOnlySpan<byte> key, string context) => Aead.Seal(WrappingKey(), key, Encoding.UTF8.GetBytes(context), _ids);

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string context)
    {
        try
        {
            return Aead.Open(WrappingKey(), wrapped, Encoding.UTF8.GetBytes(context));
        }
        catch (CryptographicException e)
        {
            throw new SecretsException($"the key `{context}` was not sealed under this master key, or was changed: restore the master key that belongs to the database", e);
        }
    }

    private byte[] WrappingKey() => HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, Aead.KeySize, info: "wrap"u8.ToArray());

    private static void Create(string path, IIdSource ids)
    {
        var master = new byte[Aead.KeySize];
        ids.Fill(master);
        // Another process may be at its first start too: the one that comes second takes the key of the first.
        DurableFiles.CreateOnce(path, master);
        CryptographicOperations.ZeroMemory(master);
    }

    private static byte[] Read(string path)
    {
        const UnixFileMode open = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & open) != 0)
            throw new SecretsException($"the master key {path} is open to other users: run `chmod 600` on it");
        var master = File.ReadAllBytes(path);
        if (master.Length != Aead.KeySize)
            throw new SecretsException($"the master key {path} has {master.Length} bytes instead of {Aead.KeySize}: restore it from its backup");
        return master;
    }
}
