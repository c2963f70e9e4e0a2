using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>Checks the DKIM signatures of a message (RFC 6376 section 6).</summary>
public static class DkimVerifier
{
    /// <summary>Signatures that are looked at; more are somebody's attempt to keep us busy.</summary>
    private const int Most = 5;

    /// <param name="message">Seekable.</param>
    /// <returns>One result for each signature, in the order of the message; none where nobody signed.</returns>
    public static async Task<IReadOnlyList<DkimResult>> VerifyAsync(Stream message, RawHeaderBlock header, IDkimKeys keys, DateTimeOffset now, CancellationToken cancel)
    {
        var check = new SignatureCheck(message, header, keys, now);
        var results = new List<DkimResult>();
        foreach (var field in header.Named("DKIM-Signature").Take(Most))
            results.Add(SignatureField.Read(header, field) is { } signature
                ? new DkimResult(await check.MessageAsync(signature, "1", cancel), Shown(signature.Domain), Shown(signature.Tags["s"]!))
                : new DkimResult(DkimVerdict.PermError, "", ""));
        return results;
    }

    private static string Shown(string name) => new([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_').Take(253)]);
}
