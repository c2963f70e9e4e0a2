namespace Chancery.Mail.Headers;

/// <summary>Fields by which a trusted sender tells the gateway what to do; of no effect from anybody else.</summary>
public static class ControlHeaders
{
    public const string Prefix = "X-Chancery-";

    public static bool IsControl(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
