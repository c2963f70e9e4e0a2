namespace Chancery.Mail.Sources;

/// <summary>A Maildir: <c>cur</c> and <c>new</c> hold one mail in each file.</summary>
internal static class Maildir
{
    public static bool Is(string path) => Directory.Exists(Path.Combine(path, "cur")) && Directory.Exists(Path.Combine(path, "new"));

    public static IEnumerable<string> Mails(string path) =>
        ((string[])["new", "cur"]).SelectMany(folder => Directory.EnumerateFiles(Path.Combine(path, folder)).Order(StringComparer.Ordinal))
            .Where(file => !Path.GetFileName(file).StartsWith('.'));
}
