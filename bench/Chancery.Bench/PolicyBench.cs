using BenchmarkDotNet.Attributes;
using Chancery.Policy;
using Chancery.Policy.Loading;
using Chancery.Policy.Plans;

namespace Chancery.Bench;

/// <summary>What rules cost: reading and checking them, and deciding one mail to one recipient by the plain evaluator.</summary>
[ShortRunJob, MemoryDiagnoser]
public class PolicyBench
{
    private IPolicy _policy = null!;
    private string _text = "";
    private readonly DecisionRequest _request = ManyRules.Request();

    [Params(200, 2000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        (_text, _policy) = (ManyRules.Text(Rules), ManyRules.Policy(Rules));
        if (_policy.Decide(_request) is not DecisionStep.Decided)
            throw new InvalidOperationException("a fact is missing");
    }

    [Benchmark]
    public PolicyLoad CheckAndCompile() => PolicyLoader.LoadText("rules.json", _text);

    [Benchmark]
    public DecisionStep Decide() => _policy.Decide(_request);

    /// <summary>With what the register keeps of it: the rules that applied and the near misses.</summary>
    [Benchmark]
    public int DecideAndRecord() => ((DecisionStep.Decided)_policy.Decide(_request)).Decision.RecordedTrace.Count;
}
