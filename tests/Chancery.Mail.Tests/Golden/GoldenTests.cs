using System.Text;
using System.Text.Json;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;

namespace Chancery.Mail.Tests.Golden;

/// <summary>A folder for each case: <c>in.eml</c> and what <c>inspect</c> says of it. UPDATE_GOLDEN=1 writes what is missing.</summary>
public sealed class GoldenTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "cases");

    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inspect_says(string name)
    {
        var expected = Path.Combine(Root, name, "expected.json");
        using var mail = MailInspector.Inspect(File.OpenRead(Path.Combine(Root, name, "in.eml")), new InspectionLimits());
        var actual = Write(mail);
        if (!File.Exists(expected) && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is { Length: > 0 } target)
            File.WriteAllText(Path.Combine(target, name, "expected.json"), actual);
        else
            Assert.Equal(File.ReadAllText(expected), actual);
    }

    private static string Write(InspectedMail mail)
    {
        var buffer = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, options)) InspectJson.Write(json, mail, "in.eml");
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
