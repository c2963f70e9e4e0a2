namespace Chancery.Host.Cli;

/// <summary>What the caller's shell is told.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>Policy errors, failed checks, nothing found to act on.</summary>
    public const int Findings = 1;

    /// <summary>Wrong usage or unreadable input.</summary>
    public const int Usage = 2;

    public const int Fault = 3;
}
