using System.CommandLine;
using System.Text;
using System.Text.Json;
using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Fixing;
using Chancery.Policy.Loading;

namespace Chancery.Host.Commands;

/// <summary><c>policy fix DIR [CODE…]</c></summary>
internal static class PolicyFixVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "folder of the policy" };

    private static readonly Argument<string[]> Codes = new("CODE") { Description = "only findings with these codes", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "shows the changes as a diff and makes none" };

    public static Command Create() =>
        new Verb("fix", "applies the fixes that findings carry", "chancery policy fix ./policy --dry-run", "chancery policy fix ./policy", "chancery policy fix ./policy CH1203 CH1102")
        {
            Folder, Codes, DryRun,
        }.Does(FixAsync);

    private static async Task<int> FixAsync(Invocation call, CancellationToken cancel)
    {
        var folder = PolicyFolder.Of(call, call.Parse.GetRequiredValue(Folder));
        var codes = call.Parse.GetValue(Codes)!.Select(code => PolicyExplainVerb.PageOf(call, code).Code).ToHashSet(StringComparer.Ordinal);
        var dry = call.Parse.GetValue(DryRun);
        var fixes = await Fixes(PolicyLoader.Load(folder, Instance.Sources(call)).Findings.Where(finding => codes.Count == 0 || codes.Contains(finding.Code)), cancel);
        if (!dry)
            await WriteAsync(call, fixes, cancel);
        var left = PolicyLoader.Load(folder, Instance.Sources(call)).Findings;
        if (call.Json)
            call.WriteJson(json => Json(json, fixes, left, dry));
        else if (dry)
            call.Out.Write(string.Concat(fixes.Select(file => UnifiedDiff.Of(file.File, Encoding.UTF8.GetString(file.Before), Encoding.UTF8.GetString(file.After)))));
        else
            Show(call, fixes, left);
        return left.Any(finding => finding.Severity == Severity.Error) ? ExitCodes.Findings : ExitCodes.Fine;
    }

    private static async Task<IReadOnlyList<FixedFile>> Fixes(IEnumerable<Finding> findings, CancellationToken cancel)
    {
        var fixes = new List<FixedFile>();
        foreach (var file in findings.Where(finding => finding.Fix is not null).GroupBy(finding => finding.File).Where(file => File.Exists(file.Key)))
        {
            if (PolicyFixes.Apply(file.Key, await File.ReadAllBytesAsync(file.Key, cancel), file) is { } change)
                fixes.Add(change);
        }

        return fixes;
    }

    private static async Task WriteAsync(Invocation call, IReadOnlyList<FixedFile> fixes, CancellationToken cancel)
    {
        foreach (var file in fixes)
        {
            try
            {
                await File.WriteAllBytesAsync(file.File, file.After, cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException(call.Say($"cannot write {file.File}", $"{file.File} ist nicht schreibbar"), call.Say("check who owns it", "prüfen Sie, wem die Datei gehört"));
            }
        }
    }

    private static void Show(Invocation call, IReadOnlyList<FixedFile> fixes, IReadOnlyList<Finding> left)
    {
        foreach (var change in fixes.SelectMany(file => file.Applied))
            call.Out.WriteLine($"{change.Finding.File}:{change.Finding.Line}:{change.Finding.Column}: {change.Finding.Code}: {change.Old} -> {change.New}");
        var count = fixes.Sum(file => file.Applied.Count);
        call.Out.WriteLine(count switch
        {
            0 => call.Say("nothing to fix", "nichts zu ändern"),
            1 => call.Say("1 fix applied", "1 Änderung"),
            _ => call.Say($"{count} fixes applied", $"{count} Änderungen"),
        });
        var again = left.Count(finding => finding.Fix is not null);
        if (count > 0 && again > 0)
            call.Out.WriteLine(call.Say($"{again} more can be fixed now: run it again", $"{again} weitere lassen sich jetzt ändern: noch einmal aufrufen"));
        call.Out.WriteLine(call.Say("left: ", "übrig: ") + FindingReport.Sum(call, left, call.Say("no findings", "keine Befunde")));
    }

    private static void Json(Utf8JsonWriter json, IReadOnlyList<FixedFile> fixes, IReadOnlyList<Finding> left, bool dry)
    {
        json.WriteStartObject();
        json.WriteBoolean("dryRun", dry);
        json.WriteStartArray("fixes");
        foreach (var change in fixes.SelectMany(file => file.Applied))
        {
            json.WriteStartObject();
            json.WriteString("code", change.Finding.Code);
            json.WriteString("file", change.Finding.File);
            json.WriteNumber("line", change.Finding.Line);
            json.WriteNumber("column", change.Finding.Column);
            json.WriteString("old", change.Old);
            json.WriteString("new", change.New);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FindingFormat.WriteArray(json, left);
        json.WriteEndObject();
    }
}
