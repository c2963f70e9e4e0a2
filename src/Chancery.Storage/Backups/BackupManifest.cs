using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chancery.Storage.Backups;

/// <summary>What a folder with a backup holds. It is written last: a folder without it is no backup.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Sha256">Of the database's file, lower-case hex.</param>
/// <param name="Bodies">Files of sealed bodies.</param>
/// <param name="WithKey">The master key is in it: whoever has the folder can read all mail.</param>
public sealed record BackupManifest(string Engine, DateTimeOffset Begun, string Database, string Sha256, long Bodies, long BodyOctets, bool WithKey)
{
    public const string FileName = "backup.json";

    /// <exception cref="BackupException">There is none, or it cannot be read.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), ManifestJson.Default.BackupManifest) ?? throw new JsonException("empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new BackupException($"{folder} holds no complete backup: {FileName} cannot be read", e);
        }
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.BackupManifest);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
