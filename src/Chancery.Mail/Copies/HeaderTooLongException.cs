namespace Chancery.Mail.Copies;

/// <summary>A header section over its limit: no copy may be made of it, since not every field of it was looked at.</summary>
public sealed class HeaderTooLongException(long read)
    : InvalidOperationException($"the header section is longer than the {read} octets that may be read");
