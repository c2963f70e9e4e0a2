namespace Chancery.Mail.ContentTypes;

/// <param name="Names">As stored; never to be used as paths.</param>
/// <param name="Encrypted">At least one entry is.</param>
internal sealed record ZipEntries(IReadOnlyCollection<string> Names, bool Encrypted);
