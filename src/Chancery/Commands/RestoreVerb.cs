using System.CommandLine;
using Chancery.Host.Cli;
using Chancery.Storage.Backups;

namespace Chancery.Host.Commands;

/// <summary><c>restore DIR</c></summary>
internal static class RestoreVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "a folder that  backup  has written" };

    public static Command Create() => new Verb("restore", "makes the stores that the settings name of a backup; refuses where there are some",
        "chancery restore /backup/2026-11-25")
    {
        Folder,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var folder = Path.GetFullPath(call.Parse.GetRequiredValue(Folder));
        var settings = Instance.Settings(call);
        var manifest = await Backups.DoAsync(() => BackupReader.RestoreAsync(Stores.OptionsOf(settings.Storage, Stores.ServingNode), folder, cancel));
        // Opened once, so that a key that does not fit comes to light now.
        await using (await Stores.VisitAsync(settings, cancel))
        {
        }

        if (call.Json)
            call.WriteJson(json => Backups.Write(json, folder, manifest));
        else
            call.Out.WriteLine(call.Say(
                $"restored as of {manifest.Begun.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {manifest.Bodies} bodies",
                $"wiederhergestellt, Stand {manifest.Begun.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {manifest.Bodies} Nachrichten"));
        return ExitCodes.Fine;
    }
}
