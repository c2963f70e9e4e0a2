using System.CommandLine;
using System.Text;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy.Findings;
using Chancery.Policy.Formatting;

namespace Chancery.Host.Commands;

/// <summary><c>policy format DIR|FILE… [--check]</c></summary>
internal static class PolicyFormatVerb
{
    private static readonly Argument<string[]> Paths = new("DIR|FILE") { Description = "folder of the policy, or single files", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<bool> Check = new("--check") { Description = "change nothing; show what would change, exit code 1 if anything would" };

    public static Command Create() => new Verb("format", "canonical form of policy files; comments and meaning stay",
        "chancery policy format ./policy", "chancery policy format ./policy --check", "chancery policy format policy/partner.yaml --json")
    {
        Paths, Check,
    }.Does(RunAsync);

    private static Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var check = call.Parse.GetValue(Check);
        var files = call.Parse.GetRequiredValue(Paths).SelectMany(path => PolicyInput.FilesOf(call, path)).Distinct().Select(file => Formatted.Of(call, file)).ToList();
        foreach (var file in files.Where(file => file.Changed && !check))
            PolicyInput.Write(call, file.Path, file.Result.Octets!);
        if (call.Json)
            WriteJson(call, files);
        else
            Show(call, files, check);
        var wrong = files.Any(file => file.Result.Findings.Count > 0 || check && file.Changed);
        return Task.FromResult(wrong ? ExitCodes.Findings : ExitCodes.Fine);
    }

    private static void Show(Invocation call, List<Formatted> files, bool check)
    {
        FindingReport.Write(call.Out, [.. files.SelectMany(file => file.Result.Findings)]);
        foreach (var file in files.Where(file => file.Changed))
            call.Out.Write(check ? file.Diff : call.Say($"rewritten  {file.Path}\n", $"neu geschrieben  {file.Path}\n"));
        var (changed, kept, wrong) = (files.Count(file => file.Changed), files.Count(file => file.Kept), files.Count(file => file.Result.Findings.Count > 0));
        call.Out.WriteLine(check
            ? call.Say($"{changed} files would change, {kept} are in canonical form", $"{changed} Dateien würden sich ändern, {kept} sind in kanonischer Form")
            : call.Say($"{changed} files rewritten, {kept} were in canonical form", $"{changed} Dateien neu geschrieben, {kept} waren in kanonischer Form"));
        if (wrong > 0)
            call.Out.WriteLine(call.Say($"{wrong} files have findings and stay as they are", $"{wrong} Dateien haben Befunde und bleiben, wie sie sind"));
    }

    private static void WriteJson(Invocation call, List<Formatted> files) => call.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.Path);
            json.WriteBoolean("changed", file.Changed);
            if (file.Changed)
                json.WriteString("diff", file.Diff);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FindingFormat.WriteArray(json, files.SelectMany(file => file.Result.Findings));
        json.WriteEndObject();
    });

    private sealed record Formatted(string Path, byte[] Before, Rewritten Result)
    {
        public bool Changed => Result.Octets is { } now && !now.AsSpan().SequenceEqual(Before);

        public bool Kept => Result.Octets is not null && !Changed;

        public string Diff => UnifiedDiff.Of(Path, Encoding.UTF8.GetString(Before), Result.Text!);

        public static Formatted Of(Invocation call, string path)
        {
            var before = PolicyInput.Read(call, path);
            return new Formatted(path, before, PolicyRewrite.Format(path, before));
        }
    }
}
