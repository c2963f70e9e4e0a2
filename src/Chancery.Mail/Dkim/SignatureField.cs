using System.Globalization;
using System.Text;
using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>A field that carries a signature: <c>DKIM-Signature</c>, <c>ARC-Message-Signature</c> or <c>ARC-Seal</c>.</summary>
internal sealed record SignatureField(TagList Tags, string Own)
{
    public string Algorithm => Tags["a"] ?? "";

    public string Domain => (Tags["d"] ?? "").ToLowerInvariant();

    public string KeyName => $"{Tags["s"]}._domainkey.{Domain}";

    public byte[]? Signature => Base64("b");

    public byte[]? BodyHash => Base64("bh");

    public IReadOnlyList<string> Names => [.. (Tags["h"] ?? "").Split(':').Select(name => name.Trim(' ', '\t', '\r', '\n'))];

    /// <summary>Of header and body, by default simple; null where it is neither.</summary>
    public (Canonical Header, Canonical Body)? Form
    {
        get
        {
            var words = (Tags.Compact("c") ?? "simple/simple").Split('/');
            var (header, body) = (FormOf(words[0]), FormOf(words.Length > 1 ? words[1] : "simple"));
            return words.Length <= 2 && header is { } h && body is { } b ? (h, b) : null;
        }
    }

    /// <summary>Octets of the body that count; null for all. Negative for what is no number.</summary>
    public long? BodyLength =>
        Tags["l"] is not { } text ? null : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var octets) ? octets : -1;

    /// <summary>Null for a field that is no list of tags, or lacks one that all of them need.</summary>
    public static SignatureField? Read(RawHeaderBlock header, RawField field)
    {
        var raw = Encoding.Latin1.GetString(header.Octets(field));
        var colon = raw.IndexOf(':', StringComparison.Ordinal);
        if (!TagList.TryParse(raw[(colon + 1)..], out var tags))
            return null;
        var read = new SignatureField(tags, raw[..(colon + 1)] + string.Join(';', raw[(colon + 1)..].TrimEnd('\r', '\n').Split(';').Select(WithoutSignature)));
        return read is { Signature.Length: > 0, Domain.Length: > 0 } && tags["s"] is { Length: > 0 } ? read : null;
    }

    private static string WithoutSignature(string spec)
    {
        var equals = spec.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && spec[..equals].Trim(' ', '\t', '\r', '\n') == "b" ? spec[..(equals + 1)] : spec;
    }

    private static Canonical? FormOf(string word) => word switch { "simple" => Canonical.Simple, "relaxed" => Canonical.Relaxed, _ => null };

    private byte[]? Base64(string tag)
    {
        if (Tags.Compact(tag) is not { Length: > 0 } text)
            return null;
        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(text, octets, out var length) ? octets[..length] : null;
    }
}
