namespace Chancery.Mail.Contents;

/// <summary>The mail itself, or the disk beside it, could not be read: nothing that its content is to blame for.</summary>
internal sealed class OriginalException(IOException cause) : IOException(cause.Message, cause);
