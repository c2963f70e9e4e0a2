namespace Chancery.Engine.Scan;

/// <summary>What a scanner says of one mail.</summary>
/// <param name="Why">For people: the name of what was found, or why there is no verdict.</param>
public sealed record ScanVerdict(ScanOutcome Outcome, string Why)
{
    public static ScanVerdict Clean { get; } = new(ScanOutcome.Clean, "");
}

public enum ScanOutcome
{
    Clean,
    Suspicious,
    Infected,

    /// <summary>It cannot say, and could not later: too large, broken.</summary>
    Undeterminable,

    /// <summary>It does not answer now.</summary>
    Unavailable,
}

/// <summary>A malware scanner of the installation.</summary>
public interface IScanner
{
    string Name { get; }

    /// <param name="message">The exact bytes, from the position the stream has.</param>
    Task<ScanVerdict> ScanAsync(Stream message, CancellationToken cancel);
}
