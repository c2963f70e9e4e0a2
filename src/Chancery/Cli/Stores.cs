using System.Security.Cryptography;
using Chancery.Engine.Ids;
using Chancery.Host.Settings;
using Chancery.Storage;
using Chancery.Storage.Secrets;
using Microsoft.Data.Sqlite;

namespace Chancery.Host.Cli;

/// <summary>Opens the stores of an instance.</summary>
internal static class Stores
{
    /// <summary>The running gateway's node: its leases are void when it starts again.</summary>
    public const string ServingNode = "serve";

    private const string VisitingNode = "cli";

    /// <summary>On a database that several machines share, each has a node of its own.</summary>
    public static StorageOptions OptionsOf(StorageSettings storage, string node) =>
        new(storage.Database, storage.Blobs, storage.Secrets, storage.Postgres is null && storage.Node is null ? node : $"{node} {storage.Node ?? Environment.MachineName}")
        {
            Postgres = storage.Postgres,
        };

    /// <summary>For administrative verbs, also beside a running <c>serve</c>.</summary>
    /// <exception cref="UsageException">The stores cannot be opened.</exception>
    public static Task<EmbeddedStorage> VisitAsync(HostSettings settings, CancellationToken cancel) => OpenAsync(settings, VisitingNode, cancel);

    /// <inheritdoc cref="VisitAsync"/>
    public static async Task<EmbeddedStorage> OpenAsync(HostSettings settings, string node, CancellationToken cancel)
    {
        var storage = settings.Storage;
        try
        {
            return await EmbeddedStorage.OpenAsync(
                OptionsOf(storage, node), TimeProvider.System, new IdSource(TimeProvider.System), cancel);
        }
        catch (Exception e) when (e is SecretsException or InvalidDataException or IOException or UnauthorizedAccessException or SqliteException or CryptographicException)
        {
            throw new UsageException($"the stores of {settings.File} cannot be opened: {e.Message}", "check the paths under  storage:  and  secrets:, and who owns them");
        }
    }
}
