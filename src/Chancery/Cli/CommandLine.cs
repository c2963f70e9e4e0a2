using System.CommandLine;
using System.CommandLine.Help;
using Chancery.Host.Commands;
using Chancery.Host.Output;

namespace Chancery.Host.Cli;

/// <summary>Parses the arguments and runs the verb.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = Root();
        // No response files: an argument that begins with @ is the user's own.
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0 && parse.Action is not HelpWithExamples)
            return Misused(parse, args, output, error);
        var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parse.InvokeAsync(invocation);
    }

    /// <summary>The tree of verbs, also for the tests that compare it with the contract.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("Chancery: receives mail, judges it by rules, protects it as it deserves, and hands it on.")
        {
            CommonOptions.Config, CommonOptions.Json, CommonOptions.Lang,
        };
        foreach (var verb in VerbTable.All)
            root.Add(verb);
        foreach (var help in root.Options.OfType<HelpOption>())
            if (help.Action is HelpAction action)
                help.Action = new HelpWithExamples(action);
        return root;
    }

    private static int Misused(ParseResult parse, string[] args, TextWriter output, TextWriter error)
    {
        var message = string.Join("; ", parse.Errors.Select(e => e.Message.TrimEnd('.')).Distinct());
        var help = $"see  {NameOf(parse.CommandResult.Command)} --help";
        if (WantsJson(args))
            new Invocation(parse, Json: true, "en", output, error).WriteJson(json => ErrorJson.Write(json, message, help, []));
        error.WriteLine("chancery: " + message);
        error.WriteLine("  " + help);
        return ExitCodes.Usage;
    }

    /// <summary>The order could not be understood, so it is read by eye.</summary>
    private static bool WantsJson(string[] args) =>
        args.Any(arg => arg is "--json" or "--format=json" or "--format:json")
        || args.Zip(args.Skip(1)).Any(pair => pair is { First: "--format", Second: "json" });

    private static string NameOf(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is Command and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
            names.Insert(0, symbol.Name);
        return string.Join(' ', ["chancery", .. names]);
    }
}
