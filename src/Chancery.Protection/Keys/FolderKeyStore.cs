using Chancery.Policy;

namespace Chancery.Protection.Keys;

/// <summary>
/// A folder as key store: certificates <c>*.pem</c> and <c>*.crt</c>, private keys <c>*.key</c>, <c>*.p12</c> with its password in
/// <c>NAME.p12.password</c>, OpenPGP keys <c>*.asc</c>, revocation lists <c>*.crl</c>, trust anchors under <c>anchors/</c>. Every tenant sees the same keys; nothing is ever written.
/// </summary>
public sealed class FolderKeyStore : IKeyStore
{
    private readonly List<StoredKey> _keys;

    private FolderKeyStore(List<StoredKey> keys, IReadOnlyList<string> warnings)
    {
        _keys = keys;
        Warnings = warnings;
    }

    public static FolderKeyStore Empty { get; } = new([], []);

    /// <summary>Files that could not be used, and why.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static FolderKeyStore Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"no key folder `{folder}`");
        var warnings = new List<string>();
        var keys = Read(folder, asAnchor: false, warnings);
        var anchors = Path.Combine(folder, "anchors");
        return new FolderKeyStore([.. keys, .. Directory.Exists(anchors) ? Read(anchors, asAnchor: true, warnings) : []], warnings);
    }

    public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel) =>
        throw new NotSupportedException("a key folder is only read");

    public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) =>
        Of(_keys.OrderBy(key => string.Join(',', key.Addresses), StringComparer.Ordinal).ThenBy(key => key.NotAfter));

    public Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) =>
        Of(_keys.Where(key => key.Addresses.Contains(address.ToLowerInvariant())).DistinctBy(key => key.Fingerprint));

    public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) =>
        Of(_keys.Where(key => key.Role != KeyRole.EndEntity));

    public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel) =>
        Task.FromResult(_keys.Where(key => key.Fingerprint == fingerprint).Select(key => key.PrivateKey?.ToArray()).FirstOrDefault(key => key is not null));

    private static Task<IReadOnlyList<StoredKey>> Of(IEnumerable<StoredKey> keys) => Task.FromResult<IReadOnlyList<StoredKey>>([.. keys]);

    private static IReadOnlyList<StoredKey> Read(string folder, bool asAnchor, List<string> warnings)
    {
        var import = new KeyImport();
        foreach (var file in Directory.EnumerateFiles(folder).Where(IsKeyFile).Order(StringComparer.Ordinal))
        {
            try
            {
                import.Add(File.ReadAllBytes(file), Path.GetFileName(file), PasswordOf(file));
            }
            catch (Exception refused) when (refused is KeyImportException or IOException or UnauthorizedAccessException)
            {
                warnings.Add(refused.Message);
            }
        }

        var result = import.Join(asAnchor, []);
        warnings.AddRange(result.Warnings);
        return result.Keys;
    }

    private static bool IsKeyFile(string path) => Path.GetExtension(path) is ".pem" or ".crt" or ".cer" or ".key" or ".p12" or ".pfx" or ".asc" or ".gpg" or ".pgp" or ".crl";

    private static string? PasswordOf(string file) =>
        File.Exists(file + ".password") ? File.ReadAllText(file + ".password").TrimEnd('\r', '\n') : null;
}
