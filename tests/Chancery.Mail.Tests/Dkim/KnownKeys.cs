using System.Text.Json;
using Chancery.Mail.Dkim;

namespace Chancery.Mail.Tests.Dkim;

/// <summary>Keys from a file instead of the DNS.</summary>
internal sealed class KnownKeys(IReadOnlyDictionary<string, string> records) : IDkimKeys
{
    /// <param name="file">JSON: from a name to a text, a list of texts, or <c>{ "TXT": [texts] }</c>.</param>
    public static KnownKeys Of(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return new KnownKeys(json.RootElement.EnumerateObject().ToDictionary(
            entry => entry.Name.TrimEnd('.').ToLowerInvariant(),
            entry => Text(entry.Value.ValueKind == JsonValueKind.Object ? entry.Value.GetProperty("TXT") : entry.Value)));
    }

    public Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>?>(records.TryGetValue(name.ToLowerInvariant(), out var text) ? [text] : []);

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Concat(value.EnumerateArray().Select(text => text.GetString())) : value.GetString()!;
}
