using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Testing.Cases;

namespace Chancery.Policy.Loading;

/// <summary>Tells documents apart by their <c>kind</c>; without one a document is a rule set.</summary>
internal static class DocumentKinds
{
    private static readonly string[] Known = ["RuleSet", "Vocabulary", "Profiles", "Template", "Invariants", "Tests"];

    public static RuleSet? RuleSetOf(SourceFile file, Node node, Manifest manifest, FindingBag findings)
    {
        if (node is not Node.Mapping mapping)
        {
            findings.Error("CH1103", node.At, $"a document is a mapping, this is {node.Kind}", "write `rules:` with a list below");
            return null;
        }

        if (mapping.Find("apiVersion") is { Value: Node.Scalar { Text: not "chancery/v1" } version })
            findings.Error("CH1014", version.At, $"unknown version `{version.Text}`", "write `apiVersion: chancery/v1`");
        var kind = mapping.Find("kind")?.Value as Node.Scalar;
        switch (kind?.Text ?? "RuleSet")
        {
            case "RuleSet":
                CheckTenant(file, mapping, findings);
                return new RuleSetParser(findings, new Vocabulary.Names(manifest.Connectors)).Parse(file.Path, node);
            case "Tests":
                new TestsReader(findings).Read(mapping);
                return null;
            case "Invariants":
                // They say what must hold of the policy, and change nothing in it.
                return null;
            case var known when Known.Contains(known):
                findings.Error("CH3101", kind!.At, $"documents of kind `{known}` are not available in this version", "write what the rules need into the rules");
                return null;
            case var unknown:
                findings.Error("CH1015", kind!.At, $"unknown kind `{unknown}`{Similar.Hint(unknown, Known)}", $"known are {string.Join(", ", Known)}", Similar.Nearest(unknown, Known));
                return null;
        }
    }

    /// <summary>The folder says whose rules these are; a document cannot speak for another tenant.</summary>
    private static void CheckTenant(SourceFile file, Node.Mapping document, FindingBag findings)
    {
        var named = (document.Find("scope")?.Value as Node.Mapping)?.Find("tenant")?.Value as Node.Scalar;
        if (named is not null && file.Tenant is { } own && named.Text != own)
            findings.Error("CH3401", named.At, $"a document of tenant `{own}` speaks for `{named.Text}`", $"write `tenant: {own}`, or leave it away");
    }
}
