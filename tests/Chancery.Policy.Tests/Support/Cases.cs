namespace Chancery.Policy.Tests.Support;

/// <summary>The folders under <c>cases/</c>, one per case.</summary>
internal static class Cases
{
    public static TheoryData<string> In(string kind)
    {
        var data = new TheoryData<string>();
        foreach (var folder in Directory.EnumerateDirectories(FolderOf(kind)).Order(StringComparer.Ordinal))
            data.Add(Path.GetFileName(folder));
        return data;
    }

    public static string FolderOf(string kind, string name = "") => Path.Combine(AppContext.BaseDirectory, "cases", kind, name);
}
