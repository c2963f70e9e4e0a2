using Chancery.Policy.Findings;
using Chancery.Policy.Loading;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Given;

/// <summary>The file of <c>simulate --facts</c>: what policy tests say under <c>given</c>, at the top or under that name.</summary>
public static class GivenFile
{
    /// <returns>With errors among the findings what is given is not to be used.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static (GivenFacts Given, IReadOnlyList<Finding> Findings) Read(string path) => Read(path, File.ReadAllBytes(path));

    public static (GivenFacts Given, IReadOnlyList<Finding> Findings) Read(string path, byte[] octets)
    {
        var findings = new FindingBag();
        if (new SourceFile(path, path, octets).Read(findings) is not { } root)
            return (GivenFacts.None, findings.Sorted);
        var given = root is Node.Mapping { Entries: [{ Key.Text: "given", Value: var inner }] } ? inner : root;
        if ((given as Node.Mapping)?.Find("eml") is { } eml)
            findings.Error("CH6006", eml.Key.At, "`eml` has no place here: the mail is the one that is simulated", "leave it away");
        return (new GivenReader(new Reader(findings)).Read(given), findings.Sorted);
    }
}
