namespace Chancery.Mail.Contents;

/// <summary>Tells what an unpacker threw over its input from what is nobody's fault here.</summary>
internal static class Damage
{
    public const string Encrypted = "it is encrypted", CutOff = "it is cut off", Damaged = "it is damaged";

    public static bool Is(Exception failure) => failure is not (ContentException or OriginalException or OperationCanceledException);

    /// <summary>An unpacker's own words may quote the content; only the kind is told.</summary>
    public static ContentException Of(Exception failure) => new(failure switch
    {
        OutOfMemoryException => "it asks for more memory than there is",
        NotSupportedException => "packed in a way that is not supported",
        EndOfStreamException => CutOff,
        SharpCompress.Common.CryptographicException => Encrypted,
        _ => Damaged,
    });
}
