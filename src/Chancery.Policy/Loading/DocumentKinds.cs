using Chancery.Policy.Syntax;

namespace Chancery.Policy.Loading;

/// <summary>Tells documents apart by their <c>kind</c>; without one a document is a rule set.</summary>
internal static class DocumentKinds
{
    private static readonly string[] Known = ["RuleSet", "Vocabulary", "Profiles", "Template", "Invariants", "Tests"];

    public static string? Of(Node node) => (node as Node.Mapping)?.Find("kind") is { } kind ? (kind.Value as Node.Scalar)?.Text : "RuleSet";

    /// <summary>Checks what every document says about itself. False: it cannot be read as any kind.</summary>
    public static bool Check(SourceFile file, Node node, FindingBag findings)
    {
        if (node is not Node.Mapping mapping)
        {
            findings.Error("CH1103", node.At, $"a document is a mapping, this is {node.Kind}", "write `rules:` with a list below");
            return false;
        }

        if (mapping.Find("apiVersion") is { Value: Node.Scalar { Text: not "chancery/v1" } version })
            findings.Error("CH1014", version.At, $"unknown version `{version.Text}`", "write `apiVersion: chancery/v1`", "chancery/v1");
        CheckTenant(file, mapping, findings);
        if (Of(mapping) is { } kind && Known.Contains(kind))
            return true;
        var at = mapping.Find("kind")!.Value;
        var unknown = Of(mapping) ?? at.Kind;
        findings.Error("CH1015", at.At, $"unknown kind `{unknown}`{Similar.Hint(unknown, Known)}", $"known are {string.Join(", ", Known)}", Similar.Nearest(unknown, Known));
        return false;
    }

    /// <summary>The folder says whose rules these are; a document cannot speak for another tenant.</summary>
    private static void CheckTenant(SourceFile file, Node.Mapping document, FindingBag findings)
    {
        var named = (document.Find("scope")?.Value as Node.Mapping)?.Find("tenant")?.Value as Node.Scalar;
        if (named is not null && file.Tenant is { } own && named.Text != own)
            findings.Error("CH3401", named.At, $"a document of tenant `{own}` speaks for `{named.Text}`", $"write `tenant: {own}`, or leave it away", own);
    }
}
