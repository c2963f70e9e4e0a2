using System.Diagnostics;

namespace Chancery.Storage.Tests.Support;

/// <summary>A file system of a few megabytes; needs the right to mount, else the test is skipped.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder["disk"];

    /// <param name="inodes">As many files and folders fit; null: as many as there is space for.</param>
    public static SmallDisk Mount(int megabytes, int? inodes = null)
    {
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk.Path);
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=700{(inodes is null ? "" : $",nr_inodes={inodes}")}", "tmpfs", disk.Path))
            return disk;
        disk._folder.Dispose();
        Assert.Skip("no right to mount a small file system");
        return disk;
    }

    public void Remount(string options) => Assert.True(Run("mount", "-o", $"remount,{options}", Path), "the disk cannot be mounted anew");

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
