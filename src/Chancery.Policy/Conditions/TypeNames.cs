namespace Chancery.Policy.Conditions;

/// <summary>Endings and everyday names that people write where the type of a file is asked, which has another name.</summary>
internal static class TypeNames
{
    private static readonly (string Guess, string Type)[] Guesses =
    [
        ("jpg", "jpeg"), ("tif", "tiff"), ("htm", "html"), ("txt", "text"), ("dcm", "dicom"), ("stp", "step"), ("igs", "iges"), ("gz", "gzip"), ("tgz", "gzip"),
        ("bz2", "bzip2"), ("edi", "edifact"), ("p7m", "smime"), ("asc", "pgp"), ("word", "docx"), ("excel", "xlsx"), ("powerpoint", "pptx"), ("bat", "script"),
        ("cmd", "script"), ("ps1", "script"), ("vbs", "script"), ("dll", "exe"), ("calendar", "ics"), ("vcard", "vcf"), ("winmail.dat", "tnef"), ("7zip", "7z"),
    ];

    private static readonly Dictionary<string, string> ByGuess = Guesses.ToDictionary(guess => guess.Guess, guess => guess.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the word may be a type.</summary>
    public static string? Meant(string word) => ByGuess.GetValueOrDefault(word.TrimStart('.')) ?? (word.StartsWith('.') ? word[1..] : null);
}
