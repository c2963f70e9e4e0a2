namespace Chancery.Policy.Tests.Support;

/// <summary>A policy folder that lives as long as a test.</summary>
internal sealed class TempPolicy : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("policy-").FullName;

    public void Add(string name, byte[] octets) => File.WriteAllBytes(System.IO.Path.Combine(Path, name), octets);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
