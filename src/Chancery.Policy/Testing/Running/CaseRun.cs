using Chancery.Policy.Deciding;
using Chancery.Policy.Facts;
using Chancery.Policy.Findings;
using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Reading;
using Chancery.Policy.Testing.Cases;

namespace Chancery.Policy.Testing.Running;

/// <summary>Runs one case against a policy; everything that differs is told at once.</summary>
/// <param name="policy">Null where loading found errors.</param>
internal sealed class CaseRun(TestCase test, Against against, IPolicy? policy, TenantId tenant, IReadOnlyList<Finding> findings, IFixtures? fixtures)
{
    /// <summary>When nothing else is said.</summary>
    private static readonly DateTimeOffset Ordinary = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly List<Wording> _messages = [];

    /// <summary>What was decided, where it came to a decision.</summary>
    public Answer? Answer { get; private set; }

    /// <returns>What differs; empty: the case passed.</returns>
    public IReadOnlyList<Wording> Run()
    {
        if (test.Expect.Error is { } code && findings.All(finding => finding.Code != code.Text))
            Say($"expected the finding {code.Text}, but loading the policy does not find it", $"erwartet war der Befund {code.Text}, das Laden der Richtlinie findet ihn aber nicht");
        if (test.Expect is { Error: not null, Groups: null, Plans: [], Snapshot: null })
            return _messages;
        if (policy is null)
            Say("the policy has errors", "die Richtlinie hat Fehler");
        else
            Judge(policy);
        return _messages;
    }

    private void Judge(IPolicy asked)
    {
        try
        {
            using var fixture = test.Eml is null ? null : Open(test.Eml.Text, asked.Domains);
            var mail = new CaseMail(test, against, asked.Domains, (asked as CompiledPolicy)?.Names.Labels?.Missing ?? "", fixture);
            if (mail.Sender is null)
                Say("the case names no sender; add `mail: { from: … }`", "der Fall nennt keinen Absender; ergänzen Sie `mail: { from: … }`");
            else if (mail.Recipients.Count == 0)
                Say("the case names no recipient; add `mail: { to: […] }`", "der Fall nennt keinen Empfänger; ergänzen Sie `mail: { to: […] }`");
            else
                Decide(asked, mail);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var file = test.Eml?.Text ?? test.Expect.Snapshot?.Text;
            if (failure is FileNotFoundException or DirectoryNotFoundException)
                Say($"there is no file {file} beside the tests", $"es gibt keine Datei {file} neben den Tests");
            else
                Say($"{file} cannot be read", $"{file} ist nicht lesbar");
        }
    }

    private void Decide(IPolicy asked, CaseMail mail)
    {
        var request = new DecisionRequest(tenant, mail.Recipients, FactSet.Empty) { At = test.Given.Clock ?? Ordinary };
        (Answer, var missing) = Asking.Ask(asked, request, mail.Find);
        foreach (var key in missing)
            Say($"fact {key} was needed but not given", $"der Fakt {key} wurde gebraucht, ist aber nicht angegeben");
        if (Answer is not null)
            Compare(Answer.Decision);
    }

    private void Compare(Decision decision)
    {
        if (test.Expect.Groups is { } groups && groups != decision.Groups.Count)
        {
            var actual = string.Join(" | ", decision.Groups.Select(group => string.Join(", ", group.To)));
            Say($"groups: expected {groups}, got {decision.Groups.Count} ({actual})", $"groups: erwartet {groups}, ist {decision.Groups.Count} ({actual})");
        }

        foreach (var plan in test.Expect.Plans)
            Compare(plan, decision);
        if (test.Expect.Snapshot is { } snapshot && Snapshot.Difference(Beside(snapshot.Text), decision) is { } difference)
            _messages.Add(difference);
    }

    private void Compare(PlanExpectation expected, Decision decision)
    {
        var recipients = decision.Groups.SelectMany(group => group.To.Select(to => (To: to, Group: group)))
            .Where(entry => expected.For is null || DomainLiteral.NormaliseAddress(entry.To) == DomainLiteral.NormaliseAddress(expected.For.Text)).ToList();
        if (recipients.Count == 0)
            Say($"{expected.For?.Text} is no recipient of this mail", $"{expected.For?.Text} ist kein Empfänger dieser Mail");
        foreach (var (to, group) in recipients)
        {
            var differences = new PlanMatch(expected, PlanMatch.JsonOf(group.Plan)).Differences().Concat(Reasons.Differences(expected, group, to, decision));
            _messages.AddRange(differences.Select(difference => new Wording($"{to}: {difference.English}", $"{to}: {difference.German}")));
        }
    }

    private IFixture Open(string eml, IReadOnlyList<string> domains)
    {
        var mail = test.Given.Mail;
        var visible = mail.To is null && mail.Cc is null ? null : mail.Visible.ToList();
        var envelope = new FixtureEnvelope(mail.From, visible, mail.Bcc ?? [], mail.Session.Trust, mail.Session.Connector, domains) { Reading = policy?.Reading ?? ReadingTerms.None };
        return (fixtures ?? throw new FileNotFoundException()).Open(Beside(eml), envelope);
    }

    private string Beside(string path) => Path.Combine(Path.GetDirectoryName(test.At.File) ?? "", path);

    private void Say(string english, string german) => _messages.Add(new Wording(english, german));
}
