namespace Chancery.Mail.Detection;

/// <summary>Tax identification number (AO section 139b): of the first ten digits exactly one stands twice or three times, and never three times in a row.</summary>
internal static class TaxNumber
{
    public static bool IsValid(string digits)
    {
        if (digits.Length != 11 || !digits.All(char.IsAsciiDigit) || digits[0] == '0') return false;
        var repeated = digits[..10].GroupBy(c => c).Where(group => group.Count() > 1).Select(group => group.Count()).ToList();
        return repeated is [2 or 3] && !HasThreeInARow(digits[..10]) && Checksums.Mod11_10(digits);
    }

    private static bool HasThreeInARow(string digits)
    {
        for (var i = 2; i < digits.Length; i++)
            if (digits[i] == digits[i - 1] && digits[i] == digits[i - 2]) return true;
        return false;
    }
}
