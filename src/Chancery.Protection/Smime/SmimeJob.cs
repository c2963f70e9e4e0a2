using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Smime;

/// <summary>What to do with a message. Sign, encrypt, or both: then the signature is inside.</summary>
/// <param name="message">A complete RFC 5322 message with CRLF line ends; seekable; read several times, never closed.</param>
public sealed class SmimeJob(Stream message)
{
    public Stream Message => message;

    /// <summary>Null: not signed.</summary>
    public SigningIdentity? Signer { get; init; }

    /// <summary>Exactly the recipients of this copy; empty: not encrypted.</summary>
    public IReadOnlyList<X509Certificate2> Recipients { get; init; } = [];

    /// <summary>Signs what was encrypted once more (triple wrap, RFC 2634 section 1.1); null: not.</summary>
    public SigningIdentity? OuterSigner { get; init; }

    /// <summary>The signature encloses the content (application/pkcs7-mime) instead of standing beside it (multipart/signed).</summary>
    public bool OpaqueSignature { get; init; }

    public SmimeProfile Profile { get; init; } = SmimeProfile.Compatible;

    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>Must occur nowhere else; a random one.</summary>
    public required string Boundary { get; init; }
}
