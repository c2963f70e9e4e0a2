namespace Chancery.Protection;

/// <summary>A copy cannot be protected as asked. The message is fit for records: no content, no secret. Nothing of the output may be used.</summary>
public sealed class ProtectionException(string reason, Exception? cause = null) : Exception(reason, cause);
