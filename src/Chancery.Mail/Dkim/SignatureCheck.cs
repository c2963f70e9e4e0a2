using System.Globalization;
using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>Checks signatures of one message. Each form of the body is hashed once, in flat memory.</summary>
/// <param name="message">Seekable.</param>
internal sealed class SignatureCheck(Stream message, RawHeaderBlock header, IDkimKeys keys, DateTimeOffset now)
{
    private readonly Dictionary<(Canonical, long?), byte[]> _bodies = [];

    /// <summary>A signature over header and body.</summary>
    /// <param name="version">The tag <c>v=</c> it must have; null where it must have none.</param>
    public async Task<DkimVerdict> MessageAsync(SignatureField field, string? version, CancellationToken cancel)
    {
        if (field.Tags["v"] != version || field.Form is not var (headerForm, bodyForm) || field.BodyHash is not { } expected || field.BodyLength < 0
            || !field.Names.Contains("From", StringComparer.OrdinalIgnoreCase) || IsExpired(field))
            return DkimVerdict.PermError;
        if (!(await BodyAsync(bodyForm, field.BodyLength, cancel)).AsSpan().SequenceEqual(expected))
            return DkimVerdict.Fail;
        return await DataAsync(field, SignedData.Of(header, field.Names, field.Own, headerForm), cancel);
    }

    /// <summary>The signature itself, over what was gathered for it.</summary>
    public async Task<DkimVerdict> DataAsync(SignatureField field, byte[] data, CancellationToken cancel)
    {
        if (!IsName(field.Domain) || !IsName(field.Tags["s"]!))
            return DkimVerdict.PermError;
        if (await keys.FindAsync(field.KeyName, cancel) is not { } records)
            return DkimVerdict.TempError;
        if (records.Select(PublicKey.Read).OfType<PublicKey>().FirstOrDefault() is not { } key)
            return DkimVerdict.PermError;
        return key.Verifies(field.Algorithm, data, field.Signature!) ? DkimVerdict.Pass : DkimVerdict.Fail;
    }

    private async Task<byte[]> BodyAsync(Canonical form, long? limit, CancellationToken cancel)
    {
        if (!_bodies.TryGetValue((form, limit), out var hash))
            _bodies[(form, limit)] = hash = await BodyReader.HashAsync(message, header.BodyOffset, form, limit, cancel);
        return hash;
    }

    private bool IsExpired(SignatureField field) =>
        field.Tags["x"] is { } text && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds < now.ToUnixTimeSeconds());

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 253 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
