using Chancery.Host.Cli;
using Chancery.Host.Output;
using Chancery.Policy.Formatting;

namespace Chancery.Host.Commands;

/// <summary>Policy files as the user names them; what cannot be read or written is exit code 2.</summary>
internal static class PolicyInput
{
    /// <summary>A file, or all documents of a folder.</summary>
    /// <exception cref="UsageException">There is neither.</exception>
    public static IEnumerable<string> FilesOf(Invocation call, string path)
    {
        if (Directory.Exists(path))
            return PolicyFiles.In(path);
        if (!File.Exists(path))
            throw new UsageException(call.Say($"there is no file or folder {path}", $"es gibt keine Datei und keinen Ordner {path}"), call.Say("name the folder of the policy, or one of its files", "nennen Sie den Ordner der Richtlinie oder eine ihrer Dateien"));
        if (!PolicyFiles.IsDocument(path))
            throw new UsageException(call.Say($"{path} is no policy file", $"{path} ist keine Richtliniendatei"), call.Say("policy files end in .yaml, .yml or .json", "Richtliniendateien enden auf .yaml, .yml oder .json"));
        return [path];
    }

    /// <exception cref="UsageException">It cannot be read.</exception>
    public static byte[] Read(Invocation call, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(call.Say($"{path} cannot be read", $"{path} ist nicht lesbar"), call.Say("check its rights", "prüfen Sie die Rechte"));
        }
    }

    /// <exception cref="UsageException">It cannot be written; what was there stays.</exception>
    public static void Write(Invocation call, string path, byte[] content)
    {
        try
        {
            FileReplacement.Write(path, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(call.Say($"{path} cannot be written", $"{path} ist nicht beschreibbar"), call.Say("check the rights of its folder and the space on the disk", "prüfen Sie die Rechte des Ordners und den Platz auf der Platte"));
        }
    }
}
