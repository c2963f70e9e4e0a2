using System.Diagnostics;
using Chancery.Policy;
using Chancery.Policy.Loading;

namespace Chancery.Bench;

/// <summary>
/// Each call timed by itself for a few seconds, best and middle: tells what the code costs also on a machine that has other
/// things to do. Figures of a quiet machine come from <see cref="PolicyBench"/>.
/// </summary>
internal static class Quick
{
    private const int Rules = 2000;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(6);

    public static void Run()
    {
        var (policy, request, text) = (ManyRules.Policy(Rules), ManyRules.Request(), ManyRules.Text(Rules));
        Console.WriteLine($"{Rules} rules, one recipient       best    middle");
        Tell("check and compile", "ms", 1000, () => PolicyLoader.LoadText("rules.json", text));
        Tell("decide", "µs", 1, () => policy.Decide(request));
        Tell("decide by the reference", "µs", 1, () => policy.Reference.Decide(request));
    }

    private static void Tell(string what, string unit, double scale, Func<object> work)
    {
        var (times, start) = (new List<double>(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(start) < Budget)
        {
            var call = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(call).TotalMicroseconds / scale);
        }

        times.Sort();
        Console.WriteLine($"  {what,-26}{times[0],7:0.0} {unit}{times[times.Count / 2],7:0.0} {unit}  ({times.Count} calls)");
    }
}
