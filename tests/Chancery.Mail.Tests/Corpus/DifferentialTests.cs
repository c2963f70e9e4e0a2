using System.Diagnostics;
using System.Text.Json;
using Chancery.Mail.Inspection;
using Chancery.Mail.Structure;

namespace Chancery.Mail.Tests.Corpus;

/// <summary>Python's email package, written by others, finds the same attachments with the same decoded sizes.</summary>
public sealed class DifferentialTests
{
    /// <summary>Of mails neither side finds fault with; the rest are matters of taste in broken encodings.</summary>
    private const double Agreement = 0.97;

    [Fact]
    public void Python_sees_the_same_attachments()
    {
        var paths = CorpusFiles.Mails().ToList();
        List<string> different = [];
        var compared = 0;
        foreach (var line in Python(paths))
        {
            using var json = JsonDocument.Parse(line);
            var path = json.RootElement.GetProperty("path").GetString()!;
            if (json.RootElement.GetProperty("defects").GetArrayLength() > 0) continue;
            using var mail = MailInspector.Inspect(File.OpenRead(path), new InspectionLimits());
            if (mail.Malformed.Count > 0 || mail.Structure.Incomplete is not null) continue;
            compared++;
            var theirs = json.RootElement.GetProperty("parts").EnumerateArray()
                .Select(part => $"{part[0].GetString()} {part[1].GetInt64()}").Order(StringComparer.Ordinal);
            var ours = mail.Attachments.Where(attachment => attachment.Content is { IsSpread: false, Parent: null } && !IsReport(attachment))
                .Select(attachment => $"{attachment.DeclaredType} {attachment.Content.Size}").Order(StringComparer.Ordinal);
            if (!theirs.SequenceEqual(ours)) different.Add($"{path}\n  {string.Join(", ", theirs)}\n  {string.Join(", ", ours)}");
        }
        Assert.True(compared > 500, $"only {compared} mails were compared");
        Assert.True(different.Count <= compared * (1 - Agreement), $"{different.Count} of {compared}:\n{string.Join("\n", different)}");
    }

    /// <summary>Python takes reports apart into their groups of fields.</summary>
    private static bool IsReport(MailAttachment attachment) => attachment.DeclaredType.StartsWith("message/", StringComparison.Ordinal);

    private static string[] Python(List<string> paths)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "differential", "attachments.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is absent");
            throw;
        }
        using (process)
        {
            process.StandardInput.Write(string.Join("\n", paths));
            process.StandardInput.Close();
            return process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
