namespace Chancery.Mail.ContentTypes;

/// <summary>What a content is.</summary>
/// <param name="Size">Octets, decoded.</param>
/// <param name="Type">Short name; <c>unknown</c> if nothing fits.</param>
/// <param name="TypeMismatch">Name or declared type claim something else, or the content is a program as well.</param>
/// <param name="Encrypted">True if it needs a password or key; null if that was not looked into.</param>
/// <param name="Macro">True if it carries macros; null if that was not looked into.</param>
public sealed record ContentFindings(long Size, string Type, bool TypeMismatch, bool? Encrypted, bool? Macro)
{
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static ContentFindings Of(Func<Stream> open, string extension, string mediaType)
    {
        var sample = ContentSample.Take(open);
        var type = TypeDetection.Of(sample, extension);
        var mismatch = DicomType.HasExecutablePreamble(sample) || (sample.Size > 0 && Contradicts(type, extension, mediaType));
        return new ContentFindings(sample.Size, type, mismatch, Encryption.Of(sample, type), Macros.Of(sample, type));
    }

    private static bool Contradicts(string type, string extension, string mediaType) =>
        ClaimedTypes.Contradicts(ClaimedTypes.OfExtension(extension), type)
        || ClaimedTypes.Contradicts(ClaimedTypes.OfMediaType(mediaType), type);
}
