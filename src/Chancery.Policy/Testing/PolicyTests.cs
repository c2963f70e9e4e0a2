using Chancery.Policy.Findings;
using Chancery.Policy.Loading;
using Chancery.Policy.Syntax;
using Chancery.Policy.Testing.Cases;
using Chancery.Policy.Testing.Coverage;
using Chancery.Policy.Testing.Running;

namespace Chancery.Policy.Testing;

/// <summary>What running the tests of a policy showed.</summary>
/// <param name="Findings">About the policy, its tests and their coverage.</param>
/// <param name="Coverage">Null where it was not asked for, or nothing could be run.</param>
public sealed record TestReport(IReadOnlyList<CaseResult> Cases, IReadOnlyList<Finding> Findings, CoverageReport? Coverage)
{
    public int Passed => Cases.Count(result => result.Outcome == CaseOutcome.Passed);

    public int Failed => Cases.Count(result => result.Outcome == CaseOutcome.Failed);

    public int Skipped => Cases.Count(result => result.Outcome == CaseOutcome.Skipped);
}

/// <summary>Runs the tests that lie beside the rules of a policy folder (language, section 2).</summary>
/// <param name="fixtures">Opens real mails; null where no case names one.</param>
/// <param name="sources">What the installation can find out besides (language, R1).</param>
public sealed class PolicyTests(IFixtures? fixtures, TimeProvider time, InstallationSources sources = InstallationSources.None)
{
    private static readonly Wording NeedsProof = new("needs the prover: it says something of every mail", "braucht den Beweiser: der Fall sagt etwas über jede Mail");

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public TestReport Run(string folder, bool coverage)
    {
        var load = PolicyLoader.Load(folder, sources);
        var findings = new FindingBag();
        var (results, judged) = (new List<CaseResult>(), new List<(IPolicy Policy, Answer Answer)>());
        var expectedErrors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, document) in DocumentsIn(folder))
        {
            var tenant = TenantOf(file, document.Against, load, findings);
            var policy = tenant is { } known ? load.Policies.GetValueOrDefault(known) : null;
            new NameChecks(findings).Check(document, policy);
            foreach (var test in document.Cases)
            {
                if (test.Expect.Error is { } code)
                    expectedErrors.Add(code.Text);
                var began = time.GetTimestamp();
                var run = new CaseRun(test, document.Against, policy, tenant ?? TenantId.Default, load.Findings, fixtures);
                var messages = test.IsForAll ? [NeedsProof] : run.Run();
                var outcome = test.IsForAll ? CaseOutcome.Skipped : messages.Count == 0 ? CaseOutcome.Passed : CaseOutcome.Failed;
                results.Add(new CaseResult(test.Name, test.At.File, test.At.Line, outcome, messages, time.GetElapsedTime(began)));
                if (policy is not null && run.Answer is { } answer)
                    judged.Add((policy, answer));
            }
        }

        var told = load.Findings.Where(finding => !expectedErrors.Contains(finding.Code)).Concat(findings.Sorted);
        var covered = coverage && !load.HasErrors ? CoverageReport.Of(load.Policies.Values, judged, Gate.In(folder)) : null;
        return new TestReport(results, [.. told, .. covered?.Findings ?? []], covered);
    }

    private static IEnumerable<(SourceFile File, TestDocument Document)> DocumentsIn(string folder)
    {
        // What is wrong with the documents was found when the policy was loaded.
        var known = new FindingBag();
        return PolicyFiles.In(folder).Where(file => !file.IsManifest)
            .Select(file => (file, node: file.Read(known) as Node.Mapping))
            .Where(entry => (entry.node?.Find("kind")?.Value as Node.Scalar)?.Text == "Tests")
            .Select(entry => (entry.file, new TestsReader(known).Read(entry.node!))).ToList();
    }

    /// <summary>The tenant that is named, or in whose folder the tests lie, or the only one.</summary>
    private static TenantId? TenantOf(SourceFile file, Against against, PolicyLoad load, FindingBag findings)
    {
        if (load.Policies.Count == 0)
            return null;
        if ((against.Tenant?.Text ?? file.Tenant) is not { } name)
        {
            if (load.Policies.Count > 1)
                findings.Error("CH6007", new Place(file.Path, 1, 1, 0), "the tests do not say whose policy they ask", "add `against: { tenant: … }`");
            return load.Policies.Count == 1 ? load.Policies.Keys.Single() : null;
        }

        if (TenantId.IsWellFormed(name) && load.Policies.ContainsKey(new TenantId(name)))
            return new TenantId(name);
        if (load.Policies.Keys.ToList() is [var only] && only == TenantId.Default)
            return only;
        var known = load.Policies.Keys.Select(tenant => tenant.ToString()).ToList();
        findings.Error(
            "CH6007", against.Tenant?.At ?? new Place(file.Path, 1, 1, 0), $"there is no tenant `{name}`{Similar.Hint(name, known)}", $"known are {string.Join(", ", known)}", Similar.Nearest(name, known));
        return null;
    }
}
