namespace Chancery.Policy;

/// <summary>What an installation can find out about mail besides reading it; a rule that needs what is not there is refused (language, R1).</summary>
[Flags]
public enum InstallationSources
{
    None = 0,

    /// <summary>A malware scanner: <c>verdict.malware</c>.</summary>
    Scanner = 1,

    /// <summary>Verification of SPF, DKIM, DMARC and ARC: <c>auth.*</c>.</summary>
    Verifier = 2,

    /// <summary>A classifier: <c>classification</c>.</summary>
    Classifier = 4,

    /// <summary>A server before us that says how much a mail looks like spam: <c>verdict.spam</c>.</summary>
    SpamScore = 8,
}
