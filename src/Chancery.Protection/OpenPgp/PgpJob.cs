using Chancery.Protection.OpenPgp.Keys;

namespace Chancery.Protection.OpenPgp;

/// <summary>What to do with a message. Sign, encrypt, or both: then the signature is inside.</summary>
/// <param name="message">A complete RFC 5322 message with CRLF line ends; seekable; read several times, never closed.</param>
public sealed class PgpJob(Stream message)
{
    public Stream Message => message;

    /// <summary>Null: not signed.</summary>
    public PgpSigner? Signer { get; init; }

    /// <summary>Exactly the recipients of this copy; empty: not encrypted.</summary>
    public IReadOnlyList<PgpRecipient> Recipients { get; init; } = [];

    public PgpProfile Profile { get; init; } = PgpProfile.Compatible;

    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>Must occur nowhere else; a random one.</summary>
    public required string Boundary { get; init; }
}
