using System.Collections.Concurrent;
using Chancery.Policy;
using Chancery.Storage.Files;

namespace Chancery.Storage.Blobs;

/// <summary>Where files of sealed bodies are: a folder per tenant, spread by the last letter of the id, which is random: each folder more costs a sync when it is made.</summary>
internal sealed class BlobFolder
{
    public const string Finished = ".body";
    public const string Unfinished = ".part";

    private readonly string _root;
    private readonly ConcurrentDictionary<string, bool> _made = new();

    public BlobFolder(string root)
    {
        _root = Path.GetFullPath(root);
        DurableFiles.CreatePrivateFolder(_root);
    }

    public string FileOf(TenantId tenant, string id) => PathOf(tenant, id, Finished);

    /// <summary>Removes a file that no row names any more; one that cannot be removed now is an orphan for the next start.</summary>
    public void TryDelete(TenantId tenant, string id)
    {
        try
        {
            File.Delete(FileOf(tenant, id));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    public FileStream CreateUnfinished(TenantId tenant, string id)
    {
        var path = PathOf(tenant, id, Unfinished);
        MakeFolderOf(path);
        return DurableFiles.CreatePrivate(path);
    }

    /// <summary>Takes a copy of a sealed body from elsewhere; returns its octets.</summary>
    public long Adopt(TenantId tenant, string id, string from)
    {
        var path = FileOf(tenant, id);
        MakeFolderOf(path);
        return DurableFiles.Copy(from, path);
    }

    /// <summary>Every file with its tenant and body id; other names are not ours and left alone.</summary>
    public IEnumerable<(TenantId Tenant, string Id, string Path)> Files() =>
        from path in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories)
        where Path.GetExtension(path) is Finished or Unfinished
        let tenant = Path.GetRelativePath(_root, path).Split(Path.DirectorySeparatorChar)[0]
        where TenantId.IsWellFormed(tenant)
        select (new TenantId(tenant), Path.GetFileNameWithoutExtension(path), path);

    private void MakeFolderOf(string path) =>
        _made.GetOrAdd(Path.GetDirectoryName(path)!, folder =>
        {
            DurableFiles.CreatePrivateFolder(folder);
            return true;
        });

    private string PathOf(TenantId tenant, string id, string extension)
    {
        // Ids come from our id source or from a row; whatever a row says, it names nothing outside the folder.
        if (id.Length < 2 || !id.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"`{id}` is no body id", nameof(id));
        return Path.Combine(_root, tenant.ToString(), id[^1..], id + extension);
    }
}
