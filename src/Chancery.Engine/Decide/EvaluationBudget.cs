using Chancery.Policy;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Decide;

/// <summary>
/// How long a policy may think about one message in all (<c>limits.eval-ms</c>). Rules run in linear time, so a single round
/// ends by itself; what took too long is held, and the postmaster is told (language, 1.9.6).
/// </summary>
internal sealed class EvaluationBudget(TimeProvider time, int milliseconds)
{
    private readonly TimeSpan _limit = TimeSpan.FromMilliseconds(milliseconds);
    private TimeSpan _used;

    /// <exception cref="EvaluationBudgetException">The time is used up.</exception>
    public DecisionStep Decide(IPolicy policy, DecisionRequest request)
    {
        var start = time.GetTimestamp();
        var step = policy.Decide(request);
        _used += time.GetElapsedTime(start);
        return _used <= _limit ? step : throw new EvaluationBudgetException(milliseconds);
    }
}

/// <summary>The policy took longer than it may.</summary>
public sealed class EvaluationBudgetException(int milliseconds) : Exception($"the policy took more than {milliseconds} ms (limits.eval-ms)");
