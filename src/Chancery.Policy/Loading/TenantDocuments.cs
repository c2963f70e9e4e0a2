using Chancery.Policy.Invariants;
using Chancery.Policy.Profiles;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Templates;
using Chancery.Policy.Testing.Cases;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Loading;

/// <summary>
/// Reads the documents of one tenant in the order in which they refer to each other: profiles, vocabulary, templates, rule
/// sets, invariants.
/// </summary>
internal sealed class TenantDocuments(FindingBag findings, IReadOnlyList<(SourceFile File, Node Node)> documents)
{
    private readonly ListFiles _files = new(findings);

    /// <summary>Files that the documents name, and so belong to the policy.</summary>
    public IReadOnlyList<SourceFile> ListsRead => _files.Read;

    public Names Names(Manifest manifest, InstallationSources sources)
    {
        var profiles = new ProfilesParser(findings).Parse([.. Of("Profiles").Select(document => document.Node)]);
        return new VocabularyParser(findings, _files, Of("Vocabulary")).Parse(new Names(manifest.Connectors) { Profiles = profiles, Sources = sources });
    }

    public IReadOnlyList<RuleSet> RuleSets(Names names)
    {
        var instances = new Instances(findings, Templates());
        return [.. Of("RuleSet").Select(document => new RuleSetParser(findings, names).Parse(document.File.Path, instances.Expand(document.Node))).OfType<RuleSet>()];
    }

    /// <summary>Tests are run by <c>policy test</c>; here they are only read, so that their mistakes are findings of the policy.</summary>
    public void CheckTests()
    {
        foreach (var (_, node) in Of("Tests"))
            new TestsReader(findings).Read((Node.Mapping)node);
    }

    public void CheckInvariants(Names names) => new InvariantChecks(findings, names).Run(Of("Invariants").Select(document => document.Node));

    private Dictionary<string, Template> Templates()
    {
        var templates = new Dictionary<string, Template>(StringComparer.Ordinal);
        foreach (var (file, node) in Of("Template"))
        {
            if (new TemplateParser(findings).Parse(file.Path, node) is { } template && !templates.TryAdd(template.Id, template))
                findings.Error("CH3304", new Place(file.Path, 1, 1, 0), $"template `{template.Id}` is declared twice", "give one of them another `metadata.id`");
        }

        return templates;
    }

    private IReadOnlyList<(SourceFile File, Node Node)> Of(string kind) => [.. documents.Where(document => DocumentKinds.Of(document.Node) == kind)];
}
