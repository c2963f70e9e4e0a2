namespace Chancery.Mail.Detection;

/// <summary>Tax identification number (AO section 139b): of the first ten digits exactly one stands twice or three times.</summary>
internal static class TaxNumber
{
    public static bool IsValid(string digits)
    {
        if (digits.Length != 11 || !digits.All(char.IsAsciiDigit) || digits[0] == '0') return false;
        var repeated = digits[..10].GroupBy(c => c).Where(group => group.Count() > 1).Select(group => group.Count()).ToList();
        return repeated is [2 or 3] && Checksums.Mod11_10(digits);
    }
}
