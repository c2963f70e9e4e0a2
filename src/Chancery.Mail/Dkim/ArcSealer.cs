using System.Globalization;
using System.Text;
using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>Adds our set to a chain (RFC 8617 section 5.1): what we found when the message came, and a signature over what it became.</summary>
public static class ArcSealer
{
    /// <summary>Signed if the message has them. Fields of ARC and results of authentication must not be (RFC 8617 section 4.1.2).</summary>
    private static readonly string[] Fields = [.. DkimIdentity.Defaults, "DKIM-Signature"];

    /// <param name="header">Of the message as it leaves, with the sets of the stations before.</param>
    /// <param name="bodyHash">Of its body in relaxed form.</param>
    /// <param name="found">The chain as the message came.</param>
    /// <param name="results">What was found, as in <c>Authentication-Results</c>: our name first.</param>
    /// <returns>Three fields with their line ends; null where the chain is closed or full.</returns>
    public static string? FieldsFor(DkimIdentity identity, RawHeaderBlock header, byte[] bodyHash, ArcChain found, string results, DateTimeOffset at)
    {
        if (found.IsClosed || found.Instances >= ArcSets.Most || ArcSets.Of(header) is not { } sets || sets.Count != found.Instances)
            return null;
        var (instance, who) = (found.Instances + 1, $"d={identity.Domain}; s={identity.Selector}");
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var aar = $"ARC-Authentication-Results: i={instance}; {results}\r\n";

        var names = Fields.SelectMany(name => Enumerable.Repeat(name, header.Named(name).Count())).ToList();
        var amsHead = $"ARC-Message-Signature: i={instance}; a={identity.Key.Algorithm}; c=relaxed/relaxed;\r\n\t{who}; t={seconds};\r\n"
            + $"\th={string.Join(":\r\n\t ", names)};\r\n\tbh={Convert.ToBase64String(bodyHash)};\r\n\tb=";
        var ams = amsHead + SignedData.FoldedBase64(identity.Key.Sign(SignedData.Of(header, names, amsHead, Canonical.Relaxed))) + "\r\n";

        var sealHead = $"ARC-Seal: i={instance}; a={identity.Key.Algorithm}; cv={found.Verdict.ToString().ToLowerInvariant()};\r\n\t{who}; t={seconds};\r\n\tb=";
        byte[][] own = [Encoding.Latin1.GetBytes(aar), Encoding.Latin1.GetBytes(ams)];
        // A seal over a broken chain is over our own set alone (RFC 8617 section 5.1.2).
        var before = found.Verdict == ArcVerdict.Fail ? own : [.. ArcVerifier.FieldsOf(header, sets), .. own];
        return sealHead + SignedData.FoldedBase64(identity.Key.Sign(ArcVerifier.SealedData(before, sealHead))) + "\r\n" + ams + aar;
    }
}
