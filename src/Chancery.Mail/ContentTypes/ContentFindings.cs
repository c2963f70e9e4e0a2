namespace Chancery.Mail.ContentTypes;

/// <summary>What a content is.</summary>
/// <param name="Type">Short name; <c>unknown</c> if nothing fits.</param>
/// <param name="TypeMismatch">Name or declared type claim something else, or the content is a program as well.</param>
public sealed record ContentFindings(string Type, bool TypeMismatch)
{
    /// <summary>Of a content that cannot be had.</summary>
    public static readonly ContentFindings Nothing = new(TypeDetection.Unknown, false);

    /// <exception cref="IOException">The content cannot be read.</exception>
    public static ContentFindings Of(Func<Stream> open, string extension, string mediaType) => Of(ContentSample.Take(open), extension, mediaType);

    public static ContentFindings Of(ContentSample sample, string extension, string mediaType)
    {
        var type = TypeDetection.Of(sample, extension);
        var mismatch = DicomType.HasExecutablePreamble(sample) || (sample.Head.Length > 0 && Contradicts(type, extension, mediaType));
        return new ContentFindings(type, mismatch);
    }

    private static bool Contradicts(string type, string extension, string mediaType) =>
        ClaimedTypes.Contradicts(ClaimedTypes.OfExtension(extension), type)
        || ClaimedTypes.Contradicts(ClaimedTypes.OfMediaType(mediaType), type);
}
