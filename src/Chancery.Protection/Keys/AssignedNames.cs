namespace Chancery.Protection.Keys;

/// <summary>
/// Names that a key is given when it is imported, beside the addresses its certificate states: that of a domain, whose gateway then
/// signs, encrypts and decrypts for everybody in it (the practice of RFC 3183), and that of a department. No mail address looks like one.
/// </summary>
public static class AssignedNames
{
    private const string Department = "department:";

    public static string OfDomain(string domain) => "@" + domain.ToLowerInvariant();

    /// <summary>The domain of an address; null if it has none.</summary>
    public static string? OfDomainOf(string address) => address.LastIndexOf('@') is > 0 and var at && at < address.Length - 1 ? OfDomain(address[(at + 1)..]) : null;

    public static string OfDepartment(string name) => Department + name.ToLowerInvariant();

    /// <summary>Who imported the key said whose it is; what its certificate states does not matter.</summary>
    public static bool IsAssigned(string name) => name.StartsWith('@') || (name.StartsWith(Department, StringComparison.Ordinal) && !name.Contains('@', StringComparison.Ordinal));
}
