using System.Text.RegularExpressions;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Detection;

/// <summary>The detectors that every policy can use (language, R43).</summary>
public static partial class BuiltInDetectors
{
    private static readonly int[] OneTwo = [1, 2];
    private static readonly int[] PensionWeights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    private static readonly int[] FourNine = [4, 9];

    public static IReadOnlyList<NumberDetector> All { get; } =
    [
        NumberDetector.Scanning("iban", Iban.Find, Iban.IsValid),
        NumberDetector.Matching("creditcard", CardForm(), CardNumber.IsValid, runsOn: true),
        NumberDetector.Matching("kvnr", KvnrForm(), IsKvnr),
        NumberDetector.Matching("steuer-id", ElevenDigits(), TaxNumber.IsValid),
        NumberDetector.Matching("svnr", SvnrForm(), IsSvnr),
        NumberDetector.Matching("lanr", LanrForm(), IsLanr),
        NumberDetector.Matching("bsnr", BsnrForm(), IsBsnr),
        NumberDetector.Matching("ean", EanForm(), ArticleNumber.IsValid),
        NumberDetector.Matching("lei", LeiForm(), IsLei),
    ];

    /// <summary>As a policy has them that declares none of its own.</summary>
    public static ReadingTerms Terms { get; } = new(All.ToDictionary(detector => detector.Id, detector => new DetectorTerms(detector.Id) { BuiltIn = detector.Id }), null);

    public static NumberDetector? Find(string id) => All.FirstOrDefault(detector => detector.Id == id);

    /// <summary>Insurance number of a person (SGB V section 290): the letter counts as two digits.</summary>
    private static bool IsKvnr(string bare) =>
        bare.Length == 10 && char.IsAsciiLetterUpper(bare[0]) && HasDigits(bare[1..]) &&
        Checksums.WeightedDigitSums(Checksums.LetterAsDigits(bare[0]) + bare[1..^1], OneTwo, bare[^1] - '0');

    /// <summary>Number of the pension insurance (VKVV section 2): area, date of birth, letter, serial, check digit.</summary>
    private static bool IsSvnr(string bare)
    {
        if (bare.Length != 12 || !char.IsAsciiLetterUpper(bare[8]) || !HasDigits(bare[..8]) || !HasDigits(bare[9..])) return false;
        var day = int.Parse(bare[2..4]);
        var month = int.Parse(bare[4..6]);
        return day is > 0 and <= 81 && month is > 0 and <= 12
            && Checksums.WeightedDigitSums(bare[..8] + Checksums.LetterAsDigits(bare[8]) + bare[9..11], PensionWeights, bare[11] - '0');
    }

    /// <summary>Number of a physician: six digits, check digit, two digits of the field.</summary>
    private static bool IsLanr(string bare) => bare.Length == 9 && HasDigits(bare) && Checksums.WeightedComplement(bare[..6], FourNine, bare[6] - '0');

    /// <summary>Number of a practice: it has no check digit.</summary>
    private static bool IsBsnr(string bare) => bare.Length == 9 && HasDigits(bare) && bare.Distinct().Count() > 1;

    /// <summary>ISO 17442.</summary>
    private static bool IsLei(string bare) => bare.Length == 20 && HasDigits(bare[^2..]) && bare.Any(char.IsAsciiLetter) && Checksums.Mod97(bare);

    private static bool HasDigits(string text) => text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?<![\p{Nd}][.,-])[2-6]\d{3}(?:[ -]?\d){9,18}(?![\p{L}\p{Nd}])")]
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

    /// <summary>Eight digits are mostly a date, so their name has to stand beside them.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}]|\p{Nd}[ .,/-])(?:\d{13}|\d \d{6} \d{6})(?![\p{L}\p{Nd}]|[.,/-]\p{Nd})|\b(?:EAN|GTIN|BARCODE)(?:[ -]?8)?[^\p{L}\p{Nd}]{0,6}(?<number>\d{8}|\d{4} \d{4})(?![\p{L}\p{Nd}]|[ .,/-]\p{Nd})")]
    private static partial Regex EanForm();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])[A-Z0-9]{4} ?[A-Z0-9]{4} ?[A-Z0-9]{4} ?[A-Z0-9]{4} ?[A-Z0-9]{2}\d{2}(?![\p{L}\p{Nd}])")]
    private static partial Regex LeiForm();
}
