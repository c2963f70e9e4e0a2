using Chancery.Host.Cli;

namespace Chancery.Host.Commands;

/// <summary>The folder that a policy verb works on.</summary>
internal static class PolicyFolder
{
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static string Of(Invocation call, string folder) => Directory.Exists(folder)
        ? folder
        : throw new UsageException(call.Say($"there is no folder {folder}", $"es gibt keinen Ordner {folder}"), call.Say("name the folder that holds the policy's files", "nennen Sie den Ordner mit den Dateien der Richtlinie"));
}
