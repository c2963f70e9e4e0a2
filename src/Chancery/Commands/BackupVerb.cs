using System.CommandLine;
using Chancery.Engine.Ids;
using Chancery.Host.Cli;
using Chancery.Storage.Backups;

namespace Chancery.Host.Commands;

/// <summary><c>backup DIR</c></summary>
internal static class BackupVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "a new folder" };

    private static readonly Option<bool> WithKey = new("--with-key") { Description = "the master key too; without it the copy cannot be read" };

    public static Command Create() => new Verb("backup", "copies all stores as they stand at one moment, also while  serve  runs",
        "chancery backup /backup/2026-11-25", "chancery backup /backup/2026-11-25 --with-key")
    {
        Folder, WithKey,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var (folder, withKey) = (Path.GetFullPath(call.Parse.GetRequiredValue(Folder)), call.Parse.GetValue(WithKey));
        var options = Stores.OptionsOf(Instance.Settings(call).Storage, Stores.ServingNode);
        var manifest = await Backups.DoAsync(() => BackupWriter.WriteAsync(options, folder, withKey, TimeProvider.System, new IdSource(TimeProvider.System), cancel));
        if (call.Json)
            call.WriteJson(json => Backups.Write(json, folder, manifest));
        else
            call.Out.WriteLine(call.Say(
                $"{folder}: database and {manifest.Bodies} bodies ({manifest.BodyOctets} octets), {(withKey ? "with" : "without")} the master key",
                $"{folder}: Datenbank und {manifest.Bodies} Nachrichten ({manifest.BodyOctets} Oktette), {(withKey ? "mit" : "ohne")} Hauptschlüssel"));
        if (!withKey)
            call.Error.WriteLine(call.Say(
                $"keep the master key elsewhere: {options.SecretsFolder}; without it the backup cannot be read",
                $"bewahren Sie den Hauptschlüssel woanders auf: {options.SecretsFolder}; ohne ihn ist die Sicherung nicht lesbar"));
        return ExitCodes.Fine;
    }
}
