using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Server;

/// <summary>Every file of dialogs/ against a real listener.</summary>
public sealed class DialogTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "dialogs");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.dialog").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Goes_as_written(string name) =>
        await Dialog.PlayAsync(await File.ReadAllLinesAsync(Path.Combine(Folder, name + ".dialog")));
}
