using Chancery.Engine.Decide;
using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Policy.Reading;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Engine.Tests.Decide;

/// <summary>A policy that takes too long holds its mail; it never lets it out unjudged (language, 1.9.6).</summary>
public sealed class BudgetTests
{
    private static readonly DecisionRequest Request = new(TenantId.Default, [new DecisionRecipient("b@partner.example", false)], FactSet.Empty);

    [Fact]
    public void All_rounds_of_a_message_count_together()
    {
        var time = new FakeTimeProvider();
        var budget = new EvaluationBudget(time, 100);
        var policy = new SlowPolicy(time, TimeSpan.FromMilliseconds(40));

        budget.Decide(policy, Request);
        budget.Decide(policy, Request);

        var exceeded = Assert.Throws<EvaluationBudgetException>(() => budget.Decide(policy, Request));
        Assert.Contains("limits.eval-ms", exceeded.Message, StringComparison.Ordinal);
    }

    private sealed class SlowPolicy(FakeTimeProvider time, TimeSpan pause) : IPolicy
    {
        public string Digest => "sha256:0";

        public IReadOnlyList<string> Domains => [];

        public IReadOnlyList<UsedCapability> Uses => [];

        public ReadingTerms Reading => ReadingTerms.None;

        public IPolicy Reference => this;

        public RejectTerms? SureReject(DecisionRequest request) => null;

        public DecisionStep Decide(DecisionRequest request)
        {
            time.Advance(pause);
            return new DecisionStep.Decided(new Decision(Digest, []));
        }
    }
}
