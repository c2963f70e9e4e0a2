namespace Chancery.Engine.Settings;

/// <summary>A server before us whose word on a mail counts, if the mail comes by its connector (<c>upstream</c>).</summary>
public sealed record UpstreamSettings
{
    /// <summary>Under which name it writes <c>Authentication-Results</c>; null: it does not.</summary>
    public string? AuthservId { get; init; }

    /// <summary>Where it says what its malware scanner found; null: nowhere.</summary>
    public MalwareHeader? Malware { get; init; }

    /// <summary>The header field with its spam score; null: none.</summary>
    public string? SpamHeader { get; init; }
}

/// <param name="Clean">Words with which the value begins; a value that begins with none of the lists is no verdict.</param>
public sealed record MalwareHeader(string Name, IReadOnlyList<string> Clean, IReadOnlyList<string> Infected, IReadOnlyList<string> Suspicious);
