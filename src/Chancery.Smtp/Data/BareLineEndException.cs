namespace Chancery.Smtp.Data;

/// <summary>A message to be sent has a CR or LF that is not part of a CRLF; another server might see an end of data in it.</summary>
internal sealed class BareLineEndException() : IOException("the message has a bare CR or LF");
