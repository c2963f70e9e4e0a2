namespace Chancery.Host.Settings.Sections;

/// <summary><c>storage</c> and <c>secrets</c></summary>
internal static class StorageSection
{
    public static StorageSettings Read(Section top, SettingsContext context)
    {
        var storage = top.Sub("storage");
        var server = DatabaseServer.Read(storage, context);
        var database = server is null ? Location(storage, "database", "sqlite:", "sqlite:./data/chancery.db", context) : "";
        var blobs = Location(storage, "blobs", "file:", "file:./data/blobs", context);
        var node = storage?.Text("node");
        storage?.Close();
        var secrets = top.Sub("secrets");
        if (secrets?.Text("provider") is { } provider and not "file")
            secrets.Findings.Error(SettingsCodes.NotBuilt, secrets.PlaceOf("provider"), $"the secrets provider \"{provider}\" is not available in this version", "use  provider: file");
        var folder = context.PathOf(secrets?.Text("path") ?? "./data/secrets");
        secrets?.Close();
        return new StorageSettings(database, blobs, folder) { Postgres = server, Node = node };
    }

    private static string Location(Section? storage, string key, string scheme, string fallback, SettingsContext context)
    {
        var text = storage?.Text(key) ?? fallback;
        if (text.StartsWith(scheme, StringComparison.Ordinal) && text.Length > scheme.Length)
            return context.PathOf(text[scheme.Length..]);
        if (text.StartsWith("s3:", StringComparison.Ordinal))
            storage!.Findings.Error(SettingsCodes.NotBuilt, storage.PlaceOf(key), "this storage engine is not available in this version", $"use  {key}: {fallback}");
        else
            storage!.Findings.Error(SettingsCodes.BadValue, storage.PlaceOf(key), $"\"{text}\" names no storage engine", $"expected: {(key == "database" ? "sqlite:PATH or postgres:KEYWORDS, for example " : "")}{fallback}");
        return text;
    }
}
