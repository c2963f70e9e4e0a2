using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy.Findings;
using Chancery.Policy.Formatting;

namespace Chancery.Host.Commands;

/// <summary><c>policy convert FILE --to json|yaml [--out F]</c></summary>
internal static class PolicyConvertVerb
{
    private static readonly Argument<string> Source = new("FILE") { Description = "policy file" };

    private static readonly Option<string> To = ToOption();

    private static readonly Option<string?> Out = new("--out") { Description = "where to; default: standard output", HelpName = "file" };

    public static Command Create() => new Verb("convert", "YAML to JSON and back; the meaning stays",
        "chancery policy convert policy/partner.yaml --to json", "chancery policy convert partner.json --to yaml --out policy/partner.yaml")
    {
        Source, To, Out,
    }.Does(RunAsync);

    private static Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var file = call.Parse.GetRequiredValue(Source);
        var toJson = call.Parse.GetRequiredValue(To) == "json";
        var target = call.Parse.GetValue(Out);
        if (target is not null && PolicyRewrite.IsJson(target) != toJson)
            throw new UsageException(call.Say($"the name {target} says another form than --to", $"der Name {target} nennt eine andere Form als --to"), call.Say("JSON files end in .json, YAML files do not", "JSON-Dateien enden auf .json, YAML-Dateien nicht"));
        if (Directory.Exists(file))
            throw new UsageException(call.Say($"{file} is a folder", $"{file} ist ein Ordner"), call.Say("name one file", "nennen Sie eine Datei"));
        file = PolicyInput.FilesOf(call, file).Single();
        var result = PolicyRewrite.Convert(file, PolicyInput.Read(call, file), toJson);
        if (target is not null && result.Octets is { } octets)
            PolicyInput.Write(call, target, octets);
        if (call.Json)
            WriteJson(call, file, target, result);
        else if (result.Text is null)
            FindingReport.Write(call.Error, result.Findings);
        else if (target is null)
            call.Out.Write(result.Text);
        Note(call, file, target, result);
        return Task.FromResult(result.Text is null ? ExitCodes.Findings : ExitCodes.Fine);
    }

    private static void Note(Invocation call, string file, string? target, Rewritten result)
    {
        if (result.CommentsLeft > 0)
            call.Error.WriteLine(call.Say($"note: JSON has no comments; {result.CommentsLeft} of them stay behind", $"Hinweis: JSON kennt keine Kommentare; {result.CommentsLeft} davon bleiben zurück"));
        if (result.Text is not null && target is not null && IsTwin(file, target))
            call.Error.WriteLine(call.Say($"note: a policy holds a document once; remove {file}", $"Hinweis: Eine Richtlinie enthält ein Dokument nur einmal; entfernen Sie {file}"));
    }

    private static bool IsTwin(string file, string target) =>
        Path.GetFullPath(file) != Path.GetFullPath(target) && Path.ChangeExtension(Path.GetFullPath(file), null) == Path.ChangeExtension(Path.GetFullPath(target), null);

    private static void WriteJson(Invocation call, string file, string? target, Rewritten result) => call.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("out", target);
        json.WriteString("text", result.Text);
        json.WriteNumber("commentsLeft", result.CommentsLeft);
        FindingFormat.WriteArray(json, result.Findings);
        json.WriteEndObject();
    });

    private static Option<string> ToOption()
    {
        var option = new Option<string>("--to") { Description = "the form wanted", Required = true };
        option.AcceptOnlyFromAmong("json", "yaml");
        return option;
    }
}
