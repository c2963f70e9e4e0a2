namespace Chancery.Mail.Copies;

/// <summary>A name or value that cannot stand in a header.</summary>
public sealed class HeaderValueException(string message) : ArgumentException(message);
