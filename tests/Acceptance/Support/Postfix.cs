using System.Diagnostics;

namespace Acceptance.Support;

/// <summary>A Postfix of one test's own, with the files of <c>deploy/</c>; only ports, folders and what lies behind it are the test's.</summary>
internal sealed class Postfix : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _config;

    private Postfix() => _config = _folder.At("etc");

    public string Log => File.Exists(_folder.At("postfix.log")) ? File.ReadAllText(_folder.At("postfix.log")) : "";

    /// <param name="arrangement">Folder below <c>deploy/</c>.</param>
    /// <param name="ports">Ports of the files, and what they are here.</param>
    /// <param name="settings">Lines of main.cf that stand for the world around.</param>
    public static async Task<Postfix> StartedAsync(string arrangement, IReadOnlyDictionary<int, int> ports, params string[] settings)
    {
        Assert.SkipWhen(!Run.Has("postfix") || Environment.UserName != "root", "needs Postfix and root");
        var postfix = new Postfix();
        foreach (var file in (string[])["main.cf", "master.cf"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", arrangement, file));
            // By way of names, so that no port is replaced twice.
            foreach (var from in ports.Keys)
                text = text.Replace($":{from} ", $":<{from}> ", StringComparison.Ordinal).Replace($":{from}\n", $":<{from}>\n", StringComparison.Ordinal);
            postfix._folder.Write($"etc/{file}", ports.Aggregate(text, (now, port) => now.Replace($"<{port.Key}>", $"{port.Value}", StringComparison.Ordinal)));
        }

        await ExpectAsync("chmod", ["755", postfix._folder.Path]);
        await ExpectAsync("install", ["-d", "-o", "postfix", postfix._folder.At("data")]);
        Directory.CreateDirectory(postfix._folder.At("queue"));
        await ExpectAsync("postconf",
            ["-c", postfix._config, "-e", $"queue_directory={postfix._folder.At("queue")}", $"data_directory={postfix._folder.At("data")}",
                $"maillog_file={postfix._folder.At("postfix.log")}", "maillog_file_prefixes=/tmp", "myhostname=mail.acme.example", "inet_protocols=ipv4", "minimal_backoff_time=1s", "queue_run_delay=1s", .. settings]);
        await ExpectAsync("postfix", ["-c", postfix._config, "start"], postfix);
        return postfix;
    }

    public async ValueTask DisposeAsync()
    {
        await Run.ProgramAsync("/usr/sbin/postfix", ["-c", _config, "stop"]);
        _folder.Dispose();
    }

    private static async Task ExpectAsync(string program, IEnumerable<string> arguments, Postfix? postfix = null)
    {
        var result = await Run.ProgramAsync(program is "postfix" or "postconf" ? $"/usr/sbin/{program}" : program, arguments);
        Assert.True(result.ExitCode == 0, $"{program}: {result} {postfix?.Log}");
    }
}
