using System.Diagnostics;
using System.Text.Json;
using Chancery.Policy.Schema;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Schema;

/// <summary>A draft-07 validator of others (Ajv under Node.js, see <c>tests/node</c>) judges documents by our schemas.</summary>
internal static class SchemaJudge
{
    private static readonly string Modules = Repository.Path("artifacts", "node", "node_modules");

    public static bool IsThere => Directory.Exists(Path.Combine(Modules, "ajv"));

    /// <param name="documents">Files with the kind they are judged as; null: by the schema of all kinds.</param>
    /// <returns>What is wrong with each file, the schemas themselves included (as of kind null).</returns>
    public static async Task<IReadOnlyList<(string File, string? Kind, IReadOnlyList<string> Errors)>> JudgeAsync(IReadOnlyList<(string File, string? Kind)> documents)
    {
        using var folder = new TempPolicy();
        var schemas = new Dictionary<string, string>();
        foreach (var kind in PolicySchema.Kinds.Append(null))
        {
            var path = Path.Combine(folder.Path, (kind ?? "all") + ".json");
            await File.WriteAllTextAsync(path, PolicySchema.Write(kind, kind is null ? "de" : "en"));
            schemas[kind ?? "all"] = path;
        }

        var answer = await RunAsync(JsonSerializer.Serialize(new { schemas, documents = documents.Select(document => new { file = document.File, schema = document.Kind ?? "all" }) }));
        return [.. answer.Select(one => (one.GetProperty("file").GetString()!, one.TryGetProperty("schema", out var kind) ? kind.GetString() : null,
            (IReadOnlyList<string>)[.. one.GetProperty("errors").EnumerateArray().Select(error => error.GetString()!)]))];
    }

    private static async Task<IReadOnlyList<JsonElement>> RunAsync(string question)
    {
        var start = new ProcessStartInfo("node", [Repository.Path("tests", "node", "judge.js")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = Modules;
        using var node = Process.Start(start)!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(question);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error);
        using var answer = JsonDocument.Parse(await output);
        return [.. answer.RootElement.EnumerateArray().Select(one => one.Clone())];
    }
}
