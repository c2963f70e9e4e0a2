using System.Text.Json;

namespace Chancery.Smtp.Tests.Support;

/// <summary>The shared test material; empty where it is not there.</summary>
public static class Corpus
{
    /// <summary>Id to what the client sends, in the notation of the file.</summary>
    public static IReadOnlyDictionary<string, string> Sequences { get; } = Load();

    private static Dictionary<string, string> Load()
    {
        var file = Path.Combine(Folder(), "smtp", "gen", "sequences.json");
        if (!File.Exists(file))
            return [];
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.GetProperty("cases").EnumerateArray()
            .ToDictionary(item => item.GetProperty("id").GetString()!, item => item.GetProperty("client").GetString()!, StringComparer.Ordinal);
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("CHANCERY_CORPUS") is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Chancery.slnx")))
                return Path.Combine(folder.FullName, "..", "shared", "corpus");
        return "";
    }
}
