namespace Chancery.Mail.Detection;

/// <summary>GTIN-13 and GTIN-8: weights 3 and 1 from the right, and of the long form a prefix that GS1 gave out.</summary>
internal static class ArticleNumber
{
    /// <summary>Ranges of the first three digits; thirteen digits of other things (times in milliseconds) begin otherwise.</summary>
    private static readonly (int First, int Last)[] Prefixes =
    [
        (1, 19), (30, 39), (60, 139), (300, 380), (383, 389), (400, 440), (450, 459), (460, 499), (500, 509), (520, 521), (528, 531), (535, 535), (539, 549), (560, 579),
        (590, 590), (594, 594), (599, 601), (603, 609), (611, 631), (640, 649), (680, 681), (690, 709), (729, 746), (750, 750), (754, 755), (759, 771), (773, 780), (784, 790),
        (800, 850), (858, 860), (865, 890), (893, 919), (930, 951), (955, 958), (960, 969), (977, 979),
    ];

    public static bool IsValid(string bare)
    {
        if (bare.Length is not (8 or 13) || !bare.All(char.IsAsciiDigit) || bare.Distinct().Count() < 2) return false;
        var sum = 0;
        for (var i = 0; i < bare.Length; i++) sum += (bare[^(i + 1)] - '0') * (i % 2 == 0 ? 1 : 3);
        return sum % 10 == 0 && (bare.Length == 8 || int.Parse(bare[..3]) is var prefix && Prefixes.Any(range => prefix >= range.First && prefix <= range.Last));
    }
}
