using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Protect;

/// <summary>Writes a copy of a message, changed.</summary>
internal delegate Task WriteCopy(Stream source, Stream sink);

/// <summary>What S/MIME does to a copy.</summary>
internal sealed record SmimePass(SigningIdentity? Signer, IReadOnlyList<X509Certificate2> Recipients, SmimeProfile Profile)
{
    public bool IsNone => Signer is null && Recipients.Count == 0;

    /// <summary>Null if the copy is what was decided.</summary>
    public string? Fault(Stream copy, CancellationToken cancel) =>
        OutgoingCheck.Of(copy, Recipients, Recipients.Count > 0 ? Profile.CipherFor(Recipients) : null, Signer?.Certificate, Profile.TripleWrap, cancel);
}
