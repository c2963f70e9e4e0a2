using System.Text.RegularExpressions;

namespace Chancery.Mail.Detection;

/// <summary>The detectors that every policy can use (language, R43).</summary>
public static partial class BuiltInDetectors
{
    private static readonly int[] OneTwo = [1, 2];
    private static readonly int[] PensionWeights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    private static readonly int[] FourNine = [4, 9];

    public static IReadOnlyList<Detector> All { get; } =
    [
        new("iban", IbanForm(), Iban.IsValid) { MayRunOn = true },
        new("creditcard", CardForm(), CardNumber.IsValid) { MayRunOn = true },
        new("kvnr", KvnrForm(), IsKvnr),
        new("steuer-id", ElevenDigits(), TaxNumber.IsValid),
        new("svnr", SvnrForm(), IsSvnr),
        new("lanr", LanrForm(), IsLanr),
        new("bsnr", BsnrForm(), bare => bare.Length == 9),
        new("ean", EanForm(), IsEan),
        new("lei", LeiForm(), bare => bare.Any(char.IsAsciiLetter) && Checksums.Mod97(bare)),
    ];

    /// <summary>Insurance number of a person (SGB V section 290): the letter counts as two digits.</summary>
    private static bool IsKvnr(string bare) =>
        Checksums.WeightedDigitSums(Checksums.LetterAsDigits(bare[0]) + bare[1..^1], OneTwo, bare[^1] - '0');

    /// <summary>Number of the pension insurance (VKVV section 2): area, date of birth, letter, serial, check digit.</summary>
    private static bool IsSvnr(string bare)
    {
        var day = int.Parse(bare[2..4]);
        var month = int.Parse(bare[4..6]);
        return day is > 0 and <= 81 && month is > 0 and <= 12
            && Checksums.WeightedDigitSums(bare[..8] + Checksums.LetterAsDigits(bare[8]) + bare[9..11], PensionWeights, bare[11] - '0');
    }

    /// <summary>Number of a physician: six digits, check digit, two digits of the field.</summary>
    private static bool IsLanr(string bare) => Checksums.WeightedComplement(bare[..6], FourNine, bare[6] - '0');

    /// <summary>GTIN-13 and GTIN-8: weights 3 and 1 from the right.</summary>
    private static bool IsEan(string bare)
    {
        var sum = 0;
        for (var i = 0; i < bare.Length; i++) sum += (bare[^(i + 1)] - '0') * (i % 2 == 0 ? 1 : 3);
        return sum % 10 == 0 && bare.Distinct().Count() > 1;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?=(?<number>[A-Z]{2}[ -]?\d{2}(?:[ -]?[A-Z0-9]){11,30}))")]
    private static partial Regex IbanForm();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?<![\p{Nd}][.,-])[3-6]\d{3}(?:[ -]?\d){9,18}(?![\p{L}\p{Nd}])")]
    private static partial Regex CardForm();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])[A-Z](?: ?\d){9}(?![\p{L}\p{Nd}])")]
    private static partial Regex KvnrForm();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}]|\p{Nd}[.,/-])[1-9](?: ?\d){10}(?![\p{L}\p{Nd}]|[.,/-]\p{Nd})")]
    private static partial Regex ElevenDigits();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])\d{2} ?\d{6} ?[A-Z] ?\d{2} ?\d(?![\p{L}\p{Nd}])")]
    private static partial Regex SvnrForm();

    /// <summary>Nine digits are too common to be taken without their name beside them.</summary>
    [GeneratedRegex(@"\b(?:LANR|ARZTNUMMER|ARZT-NR\.?)[^\p{L}\p{Nd}\n]{0,6}(?<number>\d(?: ?\d){8})(?![\p{L}\p{Nd}])")]
    private static partial Regex LanrForm();

    [GeneratedRegex(@"\b(?:BSNR|BETRIEBSSTÄTTENNUMMER|BETRIEBSSTÄTTEN-NR\.?)[^\p{L}\p{Nd}\n]{0,6}(?<number>\d(?: ?\d){8})(?![\p{L}\p{Nd}])")]
    private static partial Regex BsnrForm();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}]|\p{Nd}[ .,/-])(?:\d{13}|\d{8}|\d \d{6} \d{6}|\d{4} \d{4})(?![\p{L}\p{Nd}]|[ .,/-]\p{Nd})")]
    private static partial Regex EanForm();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])[A-Z0-9]{4} ?[A-Z0-9]{4} ?[A-Z0-9]{4} ?[A-Z0-9]{4} ?[A-Z0-9]{2}\d{2}(?![\p{L}\p{Nd}])")]
    private static partial Regex LeiForm();
}
