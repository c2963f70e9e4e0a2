using System.Text.Json;

namespace Chancery.Policy.Findings.Sarif;

/// <summary>Paths as URIs: relative to the root where they lie below it, so that a log means the same on every machine.</summary>
internal sealed class SarifPaths(string root, string rootId)
{
    public void Write(Utf8JsonWriter json, string file)
    {
        var relative = Path.GetRelativePath(root, Path.GetFullPath(file, root)).Replace('\\', '/');
        json.WriteStartObject("artifactLocation");
        if (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            json.WriteString("uri", new Uri(Path.GetFullPath(file, root)).AbsoluteUri);
        else
        {
            json.WriteString("uri", string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)));
            json.WriteString("uriBaseId", rootId);
        }

        json.WriteEndObject();
    }
}
