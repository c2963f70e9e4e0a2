using Chancery.Host.Output;

namespace Chancery.Host.Cli;

/// <summary>The wall around every verb: what goes wrong becomes a text and an exit code.</summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Invocation call, Func<Invocation, CancellationToken, Task<int>> run, CancellationToken cancel)
    {
        try
        {
            return await run(call, cancel);
        }
        catch (UsageException usage)
        {
            WriteUsage(call, usage);
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception fault)
        {
            return WriteFault(call.Error, fault);
        }
    }

    public static int WriteFault(TextWriter error, Exception fault)
    {
        error.WriteLine($"chancery: internal fault: {fault.GetType().Name}: {fault.Message}");
        error.WriteLine(Environment.GetEnvironmentVariable("CHANCERY_DEBUG") is { Length: > 0 }
            ? fault.ToString()
            : "set CHANCERY_DEBUG=1 for details, and please report this");
        return ExitCodes.Fault;
    }

    private static void WriteUsage(Invocation call, UsageException usage)
    {
        if (call.Json)
            call.WriteJson(json => ErrorJson.Write(json, usage.Message, usage.Help, usage.Findings));
        if (usage.Findings.Count > 0)
            FindingReport.Write(call.Error, usage.Findings);
        call.Error.WriteLine("chancery: " + usage.Message);
        if (usage.Help.Length > 0)
            call.Error.WriteLine("  " + usage.Help);
    }
}
