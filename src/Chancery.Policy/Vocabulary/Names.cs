namespace Chancery.Policy.Vocabulary;

/// <summary>What a tenant's policy declares by name, for the rules that refer to it.</summary>
/// <param name="Connectors">From the manifest; headers may be believed from them.</param>
internal sealed record Names(IReadOnlyList<string> Connectors)
{
    public static Names None { get; } = new([]);
}
