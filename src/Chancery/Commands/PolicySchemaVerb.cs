using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Policy.Schema;

namespace Chancery.Host.Commands;

/// <summary><c>policy schema [--kind K]</c>: the language as JSON Schema, for editors.</summary>
internal static class PolicySchemaVerb
{
    private static readonly Option<string> Kind = new("--kind") { Description = "only documents of this kind: " + string.Join(", ", PolicySchema.Kinds) };

    public static Command Create() =>
        new Verb("schema", "the language as JSON Schema (draft-07), for completion in editors",
            "chancery policy schema > chancery.schema.json", "chancery policy schema --kind RuleSet", "chancery policy schema --kind Vocabulary --lang de")
        {
            Kind,
        }.Does(WriteAsync);

    private static Task<int> WriteAsync(Invocation call, CancellationToken cancel)
    {
        var kind = call.Parse.GetValue(Kind);
        if (kind is not null && !PolicySchema.Kinds.Contains(kind, StringComparer.OrdinalIgnoreCase))
            throw new UsageException(call.Say($"there is no kind {kind}", $"es gibt keine Art {kind}"), call.Say("known are ", "bekannt sind ") + string.Join(", ", PolicySchema.Kinds));
        call.Out.Write(PolicySchema.Write(kind, call.Language));
        return Task.FromResult(ExitCodes.Fine);
    }
}
