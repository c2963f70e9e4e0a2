namespace Chancery.Mail.Sources;

/// <summary>Finds the mails a path names: a file, an mbox, a Maildir, or a folder with all below it.</summary>
public static class MailSources
{
    /// <summary>Every input yields an entry, a missing or unreadable one too.</summary>
    public static IEnumerable<MailSource> Enumerate(string path)
    {
        if (Directory.Exists(path)) return Folder(path);
        if (!File.Exists(path)) return [MailSource.Failed(path, "there is no such file")];
        return Guard(path, () => Single(path));
    }

    private static IEnumerable<MailSource> Folder(string path) => Guard(path, () =>
    {
        IEnumerable<MailSource> found = Maildir.Is(path)
            ? Maildir.Mails(path).Select(EmlFile)
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsMail).Order(StringComparer.Ordinal).SelectMany(Enumerate);
        return found.DefaultIfEmpty(MailSource.Failed(path, "the folder holds no mail"));
    });

    private static bool IsMail(string path) => path.EndsWith(".eml", StringComparison.OrdinalIgnoreCase);

    /// <summary>A file by the name of .eml is one mail even if it begins with a From line.</summary>
    private static IEnumerable<MailSource> Single(string path) =>
        !IsMail(path) && Mbox.Is(path) ? Mbox.Mails(path) : [EmlFile(path)];

    private static MailSource EmlFile(string path)
    {
        try
        {
            return new FileInfo(path).Length == 0
                ? new MailSource(path, "the file is empty", () => File.OpenRead(path))
                : Opened(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return MailSource.Failed(path, "the file cannot be read");
        }
    }

    private static MailSource Opened(string path)
    {
        File.OpenRead(path).Dispose();
        return new MailSource(path, null, () => File.OpenRead(path));
    }

    private static IEnumerable<MailSource> Guard(string path, Func<IEnumerable<MailSource>> find)
    {
        try
        {
            return [.. find()];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [MailSource.Failed(path, "cannot be read")];
        }
    }
}
