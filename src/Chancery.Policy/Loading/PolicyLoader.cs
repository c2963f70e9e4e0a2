using System.Security.Cryptography;
using Chancery.Policy.Deciding;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Loading;

/// <summary>
/// Reads a policy folder: <c>policy.yaml</c>, and every other <c>*.yaml</c> and <c>*.json</c> as a document; tenants lie under
/// <c>tenants/ID/</c>, a plain folder belongs to one tenant (R38). Never throws for what stands in the files: everything is a finding.
/// </summary>
public static class PolicyLoader
{
    public static PolicyLoad Load(string folder, InstallationSources sources = InstallationSources.None) => Load(folder, TenantId.Default, sources);

    /// <param name="single">The tenant of a plain folder.</param>
    /// <param name="sources">What the installation can find out besides; rules that need more are errors (language, R1).</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static PolicyLoad Load(string folder, TenantId single, InstallationSources sources = InstallationSources.None)
    {
        var files = PolicyFiles.In(folder).ToList();
        if (files.Count > 0)
            return Assemble(files, single, sources);
        // Without rules every mail leaves as it came; that nobody means by a folder with the wrong name.
        var findings = new FindingBag();
        findings.Error("CH1017", new Place(folder, 1, 1, 0), "the folder holds no policy", "name the folder with the `*.yaml` or `*.json` documents; `chancery init` writes a first policy");
        return new PolicyLoad(new Dictionary<TenantId, IPolicy>(), findings.Sorted);
    }

    /// <summary>A policy of files that need not lie on a disk.</summary>
    /// <param name="files">Names relative to the policy folder, with <c>/</c>.</param>
    public static PolicyLoad LoadFiles(IEnumerable<(string Name, byte[] Octets)> files, InstallationSources sources = InstallationSources.None) =>
        Assemble([.. files.Where(file => PolicyFiles.IsDocument(file.Name)).Select(file => new SourceFile(file.Name, file.Name, file.Octets))], TenantId.Default, sources);

    /// <summary>A policy of one file.</summary>
    public static PolicyLoad LoadText(string fileName, string text, InstallationSources sources = InstallationSources.None) =>
        Assemble([new SourceFile(fileName, Path.GetFileName(fileName), System.Text.Encoding.UTF8.GetBytes(text))], TenantId.Default, sources);

    private static PolicyLoad Assemble(List<SourceFile> files, TenantId single, InstallationSources sources)
    {
        var findings = new FindingBag();
        files = WithoutTwins(files, findings);
        var manifest = files.Where(file => file.IsManifest).Select(file => file.Read(findings)).OfType<Node>().Select(new ManifestParser(findings).Parse).FirstOrDefault() ?? Manifest.Empty;
        var documents = files.Where(file => !file.IsManifest).Select(file => (File: file, Node: file.Read(findings)!))
            .Where(document => document.Node is not null && DocumentKinds.Check(document.File, document.Node, findings)).ToList();
        var policies = new Dictionary<TenantId, IPolicy>();
        var named = NamedTenants(files, manifest, findings);
        foreach (var tenant in named.Count == 0 ? [single] : named.Where(TenantId.IsWellFormed).Select(name => new TenantId(name)))
        {
            var own = documents.Where(document => DocumentKinds.SpeaksFor(document.File, document.Node, tenant.ToString(), named, findings)).ToList();
            policies[tenant] = Compile(tenant, manifest, own, [.. files.Where(file => file.IsManifest)], sources, findings);
        }

        var load = new PolicyLoad(policies, findings.Sorted);
        return load.HasErrors ? load with { Policies = new Dictionary<TenantId, IPolicy>() } : load;
    }

    private static CompiledPolicy Compile(
        TenantId tenant, Manifest manifest, IReadOnlyList<(SourceFile File, Node Node)> own, IReadOnlyList<SourceFile> manifests, InstallationSources sources, FindingBag findings)
    {
        var documents = new TenantDocuments(findings, own);
        var names = documents.Names(manifest, sources);
        manifest = manifest.For(names, findings);
        IReadOnlyList<RuleSet> sets = [.. documents.RuleSets(names), .. VocabularyRules.Of(names)];
        documents.CheckInvariants(names);
        documents.CheckTests();
        Checks.Run([.. sets, manifest.BaselineSet], names, manifest, findings);
        var domains = manifest.Tenants.GetValueOrDefault(tenant.ToString()) ?? manifest.Domains;
        return new CompiledPolicy(DigestOf([.. manifests, .. own.Select(document => document.File), .. documents.ListsRead]), manifest, domains, sets, names);
    }

    private static List<string> NamedTenants(List<SourceFile> files, Manifest manifest, FindingBag findings)
    {
        var named = files.Select(file => file.Tenant).OfType<string>().Concat(manifest.Tenants.Keys).Distinct().ToList();
        foreach (var bad in named.Where(name => !TenantId.IsWellFormed(name)))
            findings.Error("CH1110", new Place($"tenants/{bad}", 1, 1, 0), $"`{bad}` is no tenant id", "use a-z, 0-9 and -, at most 63 characters");
        return named;
    }

    /// <summary>The same document as YAML and as JSON would be two truths.</summary>
    private static List<SourceFile> WithoutTwins(List<SourceFile> files, FindingBag findings)
    {
        var documents = files.GroupBy(file => Path.ChangeExtension(file.Path, null)).ToList();
        foreach (var twins in documents.Where(group => group.Count() > 1))
            findings.Error("CH1012", new Place(twins.Last().Path, 1, 1, 0), $"the document exists twice: {string.Join(", ", twins.Select(file => file.Name))}", "keep one of them");
        return [.. documents.Select(group => group.First())];
    }

    /// <summary>Over names and contents, so that a policy is known again wherever its folder lies.</summary>
    private static string DigestOf(IEnumerable<SourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{file.Name}\n{file.Octets?.Length ?? 0}\n"));
            hash.AppendData(file.Octets ?? []);
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
