using System.Text.Json;
using Chancery.Storage.Backups;

namespace Chancery.Host.Cli;

/// <summary>What <c>backup</c> and <c>restore</c> have in common.</summary>
internal static class Backups
{
    /// <exception cref="UsageException">It cannot be done; the text names cause and cure.</exception>
    public static async Task<BackupManifest> DoAsync(Func<Task<BackupManifest>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is BackupException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UsageException(e.Message, "");
        }
    }

    public static void Write(Utf8JsonWriter json, string folder, BackupManifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("folder", folder);
        json.WriteString("begun", manifest.Begun);
        json.WriteString("engine", manifest.Engine);
        json.WriteNumber("bodies", manifest.Bodies);
        json.WriteNumber("bodyOctets", manifest.BodyOctets);
        json.WriteBoolean("withKey", manifest.WithKey);
        json.WriteEndObject();
    }
}
