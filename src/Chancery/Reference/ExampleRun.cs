using System.Text;
using Chancery.Engine.Protect;
using Chancery.Host.Settings;
using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Codes;
using Chancery.Policy.Findings.Text;
using Chancery.Policy.Loading;
using Chancery.Policy.Testing;

namespace Chancery.Host.Reference;

/// <summary>Runs the example of a page, so that what the page shows is what the program says.</summary>
internal static class ExampleRun
{
    public static IReadOnlyList<Finding> FindingsOf(FindingPage page) => page.ShownBy switch
    {
        ShownBy.Check => PolicyLoader.LoadFiles(page.Example, page.Sources).Findings,
        ShownBy.Tests => OfTests(page),
        ShownBy.Use => [.. PolicyLoader.LoadFiles(page.Example, page.Sources).Policies.Values.SelectMany(Unbuilt.FindingsFor)],
        ShownBy.Settings => [.. page.Example.SelectMany(file => SettingsReader.Read(file.Name, TextOf(file.Octets), []).Findings)],
        _ => [],
    };

    /// <summary>Tests are run from a folder; findings name the files as the example does.</summary>
    private static IReadOnlyList<Finding> OfTests(FindingPage page)
    {
        var folder = Directory.CreateTempSubdirectory("chancery-example-").FullName;
        try
        {
            foreach (var (name, octets) in page.Example)
            {
                var path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, octets);
            }

            var findings = new PolicyTests(fixtures: null, TimeProvider.System).Run(folder, coverage: page.Code.StartsWith("CH61", StringComparison.Ordinal)).Findings;
            return [.. findings.Select(finding => finding with { File = Path.GetRelativePath(folder, finding.File).Replace('\\', '/') })];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As a person would see it, without the last empty line.</summary>
    public static string Output(FindingPage page, bool color = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var texts = page.Example.ToDictionary(file => file.Name, file => TextOf(file.Octets), StringComparer.Ordinal);
        new FindingText(output, texts.GetValueOrDefault, color).Write(FindingsOf(page));
        return output.ToString().TrimEnd();
    }

    public static string TextOf(byte[] octets) => new UTF8Encoding(false).GetString(octets);
}
