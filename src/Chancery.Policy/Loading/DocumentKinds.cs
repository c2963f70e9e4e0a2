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
        if (unknown == "Manifest")
            findings.Error("CH1015", at.At, "a manifest is called `policy.yaml`, and lies at the top of the policy folder", "name this file so, or take `kind` away");
        else
            findings.Error("CH1015", at.At, $"unknown kind `{unknown}`{Similar.Hint(unknown, Known)}", $"known are {string.Join(", ", Known)}", Similar.Nearest(unknown, Known));
        return false;
    }

    /// <summary>A document above the tenants speaks for the one it names, else for all.</summary>
    /// <param name="tenants">Empty in a plain folder, whose tenant has whatever name the installation gives it.</param>
    public static bool SpeaksFor(SourceFile file, Node document, string tenant, IReadOnlyCollection<string> tenants, FindingBag findings)
    {
        if (file.Tenant is { } own)
            return own == tenant;
        if (tenants.Count == 0 || TenantOf(document) is not { } named)
            return true;
        if (!tenants.Contains(named.Text))
            findings.Error("CH3401", named.At, $"there is no tenant `{named.Text}`{Similar.Hint(named.Text, tenants)}", $"tenants are {string.Join(", ", tenants.Order(StringComparer.Ordinal))}", Similar.Nearest(named.Text, tenants));
        return named.Text == tenant;
    }

    private static Node.Scalar? TenantOf(Node document) =>
        ((document as Node.Mapping)?.Find("scope")?.Value as Node.Mapping)?.Find("tenant")?.Value is Node.Scalar { Text: not ("" or "null") } named ? named : null;

    /// <summary>The folder says whose rules these are; a document cannot speak for another tenant.</summary>
    private static void CheckTenant(SourceFile file, Node.Mapping document, FindingBag findings)
    {
        if (TenantOf(document) is { } named && file.Tenant is { } own && named.Text != own)
            findings.Error("CH3401", named.At, $"a document of tenant `{own}` speaks for `{named.Text}`", $"write `tenant: {own}`, or leave it away", own);
    }
}
