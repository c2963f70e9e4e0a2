namespace Chancery.Mail.Contents;

/// <summary>A content cannot be had, now or later: damaged, locked, not understood or over a limit.</summary>
/// <param name="message">The reason in words, without content.</param>
public sealed class ContentException(string message) : Exception(message);
