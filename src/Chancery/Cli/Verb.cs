using System.CommandLine;

namespace Chancery.Host.Cli;

/// <summary>A command with examples, which <c>--help</c> shows.</summary>
internal sealed class Verb : Command
{
    public Verb(string name, string description, params string[] examples)
        : base(name, description) => Examples = examples;

    public IReadOnlyList<string> Examples { get; }

    /// <summary>Sets what the verb does; a fault of ours ends in exit code 3 without a stack trace.</summary>
    public Verb Does(Func<Invocation, CancellationToken, Task<int>> run)
    {
        SetAction((parse, cancel) => Guard.RunAsync(Invocation.Of(parse), run, cancel));
        return this;
    }

    /// <summary>The same with a choice of formats, where <c>--json</c> is one.</summary>
    public Verb Does(Func<Invocation, CancellationToken, Task<int>> run, Option<string> format)
    {
        SetAction((parse, cancel) =>
        {
            var invocation = Invocation.Of(parse);
            return Guard.RunAsync(invocation with { Json = invocation.Json || parse.GetValue(format) == "json" }, run, cancel);
        });
        return this;
    }
}
