using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Chancery.Host.Cli;

/// <summary>How a verb was called, and where it talks to.</summary>
/// <param name="Json">Standard output is JSON only; messages for people go to standard error.</param>
internal sealed record Invocation(ParseResult Parse, bool Json, string Language, TextWriter Out, TextWriter Error)
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ConfigFile => Parse.GetValue(CommonOptions.Config) ?? CommonOptions.DefaultConfig;

    public bool ConfigGiven => Parse.GetResult(CommonOptions.Config) is { Implicit: false };

    public bool German => Language == "de";

    public static Invocation Of(ParseResult parse) => new(
        parse,
        parse.GetValue(CommonOptions.Json),
        parse.GetValue(CommonOptions.Lang) ?? "en",
        parse.InvocationConfiguration.Output,
        parse.InvocationConfiguration.Error);

    /// <summary>Text in the language of the caller.</summary>
    public string Say(string english, string german) => German ? german : english;

    public async Task WriteJsonAsync(Func<Utf8JsonWriter, Task> write)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, Readable))
            await write(json);
        Out.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    public void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            write(json);
        Out.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
