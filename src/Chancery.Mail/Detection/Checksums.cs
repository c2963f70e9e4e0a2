namespace Chancery.Mail.Detection;

/// <summary>Check digits. Arguments hold only upper-case letters and digits.</summary>
internal static class Checksums
{
    /// <summary>ISO 7064 mod 97-10, as IBAN (ISO 13616) and LEI (ISO 17442) use it; letters count from A = 10.</summary>
    public static bool Mod97(string text)
    {
        var rest = 0;
        foreach (var c in text)
            rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        return rest == 1;
    }

    /// <summary>ISO/IEC 7812-1 annex B.</summary>
    public static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : DigitSum(2 * digit);
        }
        return sum % 10 == 0;
    }

    /// <summary>ISO 7064 mod 11,10.</summary>
    public static bool Mod11_10(string digits)
    {
        var product = 10;
        foreach (var c in digits[..^1])
        {
            var sum = (c - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits[^1] - '0';
    }

    /// <summary>The digits times the weights, digit sums added, modulo 10 equal to the check digit.</summary>
    public static bool WeightedDigitSums(string digits, ReadOnlySpan<int> weights, int check)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += DigitSum((digits[i] - '0') * weights[i % weights.Length]);
        return sum % 10 == check;
    }

    /// <summary>Weighted sum without digit sums, filled up to the next multiple of 10.</summary>
    public static bool WeightedComplement(string digits, ReadOnlySpan<int> weights, int check)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += (digits[i] - '0') * weights[i % weights.Length];
        return (10 - sum % 10) % 10 == check;
    }

    /// <summary>A = 01 … Z = 26.</summary>
    public static string LetterAsDigits(char letter) => $"{letter - 'A' + 1:00}";

    private static int DigitSum(int value) => value / 10 + value % 10;
}
