namespace Chancery.Mail.Headers;

/// <summary>Fields by which a trusted sender tells the gateway what to do; of no effect from anybody else.</summary>
public static class ControlHeaders
{
    public const string Prefix = "X-Chancery-";

    /// <summary>Results of verifying and decrypting, which only this gateway writes.</summary>
    public const string InfoPrefix = "X-Chancery-Info-";

    public static bool IsInfo(string name) => name.StartsWith(InfoPrefix, StringComparison.OrdinalIgnoreCase);

    public static bool IsControl(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
