using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Chancery.Policy.Formatting;
using Chancery.Policy.Tests.Support;
using CsCheck;

namespace Chancery.Policy.Tests.Formatting;

/// <summary>What we write is judged by another YAML library (PyYAML), both where it takes all values for text and where it guesses their types.</summary>
public sealed class OtherReaderTests
{
    [Fact]
    public void Another_reader_finds_the_same_in_every_formatted_file()
    {
        using var folder = new TempPolicy();
        var texts = AnyText.Gen.Array[300].Single().Select(any => Encoding.UTF8.GetBytes(any.Yaml))
            .Concat(PolicyTexts.All.Select(row => row.Data).Where(file => !PolicyRewrite.IsJson(file)).Select(File.ReadAllBytes));
        var count = 0;
        foreach (var octets in texts)
        {
            if (PolicyRewrite.Format("a.yaml", octets) is not { Text: not null } yaml)
                continue;
            folder.Add($"{++count}.yaml", yaml.Octets!);
            folder.Add($"{count}.json", PolicyRewrite.Convert("a.yaml", octets, toJson: true).Octets!);
        }

        Assert.Equal("", Read(folder.Path));
    }

    private static string Read(string folder)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "cases", "other-reader.py");
        var start = new ProcessStartInfo("/usr/bin/python3", [script, folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.WaitForExit();
            Assert.SkipWhen(error.Result.Contains("No module named 'yaml'", StringComparison.Ordinal), "python3-yaml is absent");
            return output.Result + error.Result;
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is absent");
            throw;
        }
    }
}
