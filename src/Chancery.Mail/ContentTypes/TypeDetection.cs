namespace Chancery.Mail.ContentTypes;

/// <summary>Finds the type of a content by what it is, not by what it is called. Ids are lower-case short names.</summary>
public static class TypeDetection
{
    public const string Unknown = "unknown";

    public const string Text = "text";

    /// <summary>Asked in this order; the first that knows the content names it.</summary>
    private static readonly Func<ContentSample, string, string?>[] Families =
    [
        (sample, _) => DicomType.Of(sample),
        (sample, _) => MagicTypes.Of(sample),
        OleTypes.Of,
        ZipTypes.Of,
        (sample, _) => CadTypes.Of(sample),
        CryptoTypes.Of,
        (sample, _) => MediaTypes.Of(sample),
        TextTypes.Of,
    ];

    /// <param name="extension">Lower case without dot; decides only between types whose contents do not differ.</param>
    public static string Of(ContentSample sample, string extension)
    {
        if (sample.Head.IsEmpty) return Unknown;
        foreach (var family in Families)
            if (family(sample, extension) is { } type) return type;
        return Unknown;
    }
}
