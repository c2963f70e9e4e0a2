using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Chancery.Host.Cli;

/// <summary>The library's help, and then examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            parseResult.InvocationConfiguration.Output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
                parseResult.InvocationConfiguration.Output.WriteLine("  " + example);
            parseResult.InvocationConfiguration.Output.WriteLine();
        }

        return code;
    }
}
