using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime;

/// <summary>Writes one MIME entity, its header first.</summary>
internal delegate Task WriteEntity(Stream output, CancellationToken cancel);

/// <summary>One entity around another, as RFC 8551 section 3 forms them.</summary>
internal static class MimeLayers
{
    /// <summary>multipart/signed. The signed entity ends before the CRLF that belongs to the boundary (RFC 1847 section 2.1).</summary>
    public static WriteEntity ClearSigned(WriteEntity entity, Signing signing, DateTimeOffset time, string boundary) => async (output, cancel) =>
    {
        await TextAsync(
            output,
            $"Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg={signing.Digest.Micalg}; boundary=\"{boundary}\"\r\n\r\n"
            + $"This is an S/MIME signed message\r\n\r\n--{boundary}\r\n", cancel);
        using var hash = IncrementalHash.CreateHash(signing.Digest.Name);
        await entity(new HashingStream(output, hash), cancel);
        var signature = SignedDataWriter.Detached(signing, hash.GetHashAndReset(), time);
        await TextAsync(
            output,
            $"\r\n--{boundary}\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n", cancel);
        await using var lines = new Base64Lines(output);
        await lines.WriteAsync(signature, cancel);
        await lines.CompleteAsync(cancel);
        await TextAsync(output, $"\r\n--{boundary}--\r\n", cancel);
    };

    /// <summary>application/pkcs7-mime; smime-type=signed-data.</summary>
    public static WriteEntity OpaqueSigned(WriteEntity entity, Signing signing, DateTimeOffset time) => async (output, cancel) =>
    {
        await TextAsync(output, HeaderOf("signed-data"), cancel);
        await using var lines = new Base64Lines(output);
        await lines.WriteAsync(SignedDataWriter.Head(signing), cancel);
        var content = new OctetStringStream(lines);
        using var hash = IncrementalHash.CreateHash(signing.Digest.Name);
        await entity(new HashingStream(content, hash), cancel);
        await content.CompleteAsync(default, cancel);
        await lines.WriteAsync(SignedDataWriter.Tail(signing, hash.GetHashAndReset(), time), cancel);
        await lines.CompleteAsync(cancel);
    };

    public static WriteEntity Enveloped(WriteEntity entity, IReadOnlyList<X509Certificate2> recipients, ContentCipher cipher, KeyTransport transport) => async (output, cancel) =>
    {
        await TextAsync(output, HeaderOf(cipher.IsAuthenticated ? "authEnveloped-data" : "enveloped-data"), cancel);
        await using var lines = new Base64Lines(output);
        await using var enveloped = await EnvelopedStream.OpenAsync(lines, recipients, cipher, transport, cancel);
        await entity(enveloped, cancel);
        await enveloped.CompleteAsync(cancel);
        await lines.CompleteAsync(cancel);
    };

    private static string HeaderOf(string smimeType) =>
        $"Content-Type: application/pkcs7-mime; smime-type={smimeType};\r\n name=\"smime.p7m\"\r\n"
        + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"smime.p7m\"\r\n\r\n";

    private static ValueTask TextAsync(Stream output, string text, CancellationToken cancel) => output.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
}
