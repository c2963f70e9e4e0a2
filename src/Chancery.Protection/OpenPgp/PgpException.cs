namespace Chancery.Protection.OpenPgp;

/// <summary>OpenPGP packets that cannot be read or are over a limit; the text is for people and records and holds no content.</summary>
internal sealed class PgpException(string reason) : Exception(reason);
