using System.Text;
using Chancery.Mail.Addresses;

namespace Chancery.Mail.Contents;

/// <summary>What the entries of a container are called in facts and output: no two alike, nothing invisible in them, no way out of the container.</summary>
internal sealed class EntryPaths(string container)
{
    private readonly Dictionary<string, int> _seen = [];

    public string Of(string name)
    {
        var path = $"{container}/{Plain(name)}";
        var count = _seen[path] = _seen.GetValueOrDefault(path) + 1;
        return count == 1 ? path : $"{path}#{count}";
    }

    private static string Plain(string name)
    {
        var visible = new StringBuilder(name.Length);
        foreach (var c in name.Replace('\\', '/'))
            if (!UnsafeText.BreaksLine(c) && !UnsafeText.Reorders(c) && !char.IsControl(c)) visible.Append(c);
        var steps = visible.ToString().Split('/').Where(step => step is not ("" or "." or ".."));
        var plain = string.Join('/', steps);
        return plain.Length == 0 ? "_" : plain;
    }
}
