namespace Chancery.Mail.Detection;

/// <summary>Payment cards by the ranges of their issuers (ISO/IEC 7812) and Luhn.</summary>
internal static class CardNumber
{
    private static readonly (int First, int Last, int Digits, int[] Lengths)[] Ranges =
    [
        (4, 4, 1, [13, 16, 19]), (51, 55, 2, [16]), (2221, 2720, 4, [16]), (34, 34, 2, [15]), (37, 37, 2, [15]),
        (6011, 6011, 4, [16, 19]), (644, 659, 3, [16, 19]), (300, 305, 3, [14]), (36, 36, 2, [14]), (38, 39, 2, [14]),
        (3528, 3589, 4, [16]), (50, 50, 2, [16]), (56, 58, 2, [16]), (67, 67, 2, [16]), (62, 62, 2, [16, 17, 18, 19]),
    ];

    public static bool IsValid(string digits) =>
        digits.Length is >= 13 and <= 19 && digits.All(char.IsAsciiDigit) && digits.Distinct().Count() > 1 && Ranges.Any(range => range.Lengths.Contains(digits.Length)
            && int.Parse(digits[..range.Digits]) is var prefix && prefix >= range.First && prefix <= range.Last)
        && Checksums.Luhn(digits);
}
