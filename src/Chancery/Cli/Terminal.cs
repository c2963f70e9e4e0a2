using System.Text;

namespace Chancery.Host.Cli;

/// <summary>Standard output or error; knows whether a person looks at it.</summary>
internal sealed class Terminal(Stream stream, bool redirected) : StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
{
    public static Terminal Output() => new(Console.OpenStandardOutput(), Console.IsOutputRedirected) { AutoFlush = true };

    public static Terminal Error() => new(Console.OpenStandardError(), Console.IsErrorRedirected) { AutoFlush = true };

    /// <summary>Never in pipes and files, nor where the user asked for none (<c>NO_COLOR</c>).</summary>
    public static bool ShowsColor(TextWriter output) => output is Terminal { IsLookedAt: true }
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>A person looks at it while it is written.</summary>
    public static bool IsForPeople(TextWriter output) => output is Terminal { IsLookedAt: true };

    private bool IsLookedAt => !redirected;
}
