using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>RFC 8617 section 4.4.</summary>
public enum ArcVerdict { None, Pass, Fail }

/// <summary>What is known of the chain a message came with.</summary>
/// <param name="Instances">Sets it has.</param>
/// <param name="IsClosed">A station before said the chain is broken: nobody adds to it any more.</param>
public sealed record ArcChain(ArcVerdict Verdict, int Instances, bool IsClosed)
{
    /// <summary>It could not be verified because a key cannot be had now; until then it does not pass.</summary>
    public bool IsTemporary { get; init; }
}

/// <summary>Checks a chain (RFC 8617 section 5.2).</summary>
public static class ArcVerifier
{
    /// <param name="message">Seekable.</param>
    public static async Task<ArcChain> VerifyAsync(Stream message, RawHeaderBlock header, IDkimKeys keys, DateTimeOffset now, CancellationToken cancel)
    {
        if (ArcSets.Of(header) is not { } sets)
            return new ArcChain(ArcVerdict.Fail, 0, IsClosed: true);
        if (sets.Count == 0)
            return new ArcChain(ArcVerdict.None, 0, IsClosed: false);
        var seals = sets.Select(set => SignatureField.Read(header, set.Seal)).ToList();
        if (seals[^1]?.Tags["cv"] is null or "fail")
            return new ArcChain(ArcVerdict.Fail, sets.Count, IsClosed: true);
        var good = await IsGoodAsync(new SignatureCheck(message, header, keys, now), header, sets, seals, cancel);
        return new ArcChain(good == DkimVerdict.Pass ? ArcVerdict.Pass : ArcVerdict.Fail, sets.Count, IsClosed: false) { IsTemporary = good == DkimVerdict.TempError };
    }

    /// <summary>What a seal is over: every set up to its own, in order, the seal itself without its value (RFC 8617 section 5.1.1).</summary>
    /// <param name="own">The seal up to and with <c>b=</c>, without line end.</param>
    internal static byte[] SealedData(IEnumerable<byte[]> before, string own)
    {
        var data = new MemoryStream();
        foreach (var field in before)
            data.Write(HeaderForm.Of(field, Canonical.Relaxed));
        var last = HeaderForm.Of(System.Text.Encoding.Latin1.GetBytes(own + "\r\n"), Canonical.Relaxed);
        data.Write(last.AsSpan(0, last.Length - 2));
        return data.ToArray();
    }

    /// <summary>The fields of sets in the order in which seals are over them.</summary>
    internal static IEnumerable<byte[]> FieldsOf(RawHeaderBlock header, IEnumerable<ArcSet> sets) =>
        sets.SelectMany(set => new[] { set.Results, set.MessageSignature, set.Seal }).Select(field => header.Octets(field).ToArray());

    private static async Task<DkimVerdict> IsGoodAsync(
        SignatureCheck check, RawHeaderBlock header, IReadOnlyList<ArcSet> sets, List<SignatureField?> seals, CancellationToken cancel)
    {
        for (var i = 0; i < sets.Count; i++)
            if (seals[i] is not { } seal || seal.Tags["cv"] != (i == 0 ? "none" : "pass") || seal.Tags["h"] is not null)
                return DkimVerdict.Fail;
        if (SignatureField.Read(header, sets[^1].MessageSignature) is not { } last
            || last.Names.Any(name => name.Equals("ARC-Seal", StringComparison.OrdinalIgnoreCase)))
            return DkimVerdict.Fail;
        if (await check.MessageAsync(last, version: null, cancel) is not DkimVerdict.Pass and var message)
            return message;
        for (var i = sets.Count - 1; i >= 0; i--)
        {
            var before = FieldsOf(header, sets.Take(i + 1)).SkipLast(1);
            if (await check.DataAsync(seals[i]!, SealedData(before, seals[i]!.Own), cancel) is not DkimVerdict.Pass and var result)
                return result;
        }

        return DkimVerdict.Pass;
    }
}
