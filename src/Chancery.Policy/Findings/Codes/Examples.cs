namespace Chancery.Policy.Findings.Codes;

/// <summary>The examples beside the pages: small policies with one mistake each, in folders named by the code.</summary>
internal static class Examples
{
    public static IReadOnlyList<(string Name, byte[] Octets)> Of(string code)
    {
        var assembly = typeof(Examples).Assembly;
        var folder = $"examples/{code}/";
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => (name[folder.Length..], Read(assembly.GetManifestResourceStream(name)!))),
        ];
    }

    private static byte[] Read(Stream stream)
    {
        using var octets = new MemoryStream();
        using (stream)
            stream.CopyTo(octets);
        return octets.ToArray();
    }
}
