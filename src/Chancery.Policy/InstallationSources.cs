namespace Chancery.Policy;

/// <summary>What an installation can find out about mail besides reading it; a rule that needs what is not there is refused (language, R1).</summary>
[Flags]
public enum InstallationSources
{
    None = 0,

    /// <summary>A malware or spam scanner: <c>verdict.*</c>.</summary>
    Scanner = 1,

    /// <summary>Verification of SPF, DKIM, DMARC and ARC: <c>auth.*</c>.</summary>
    Verifier = 2,

    /// <summary>A classifier: <c>classification</c>.</summary>
    Classifier = 4,
}
