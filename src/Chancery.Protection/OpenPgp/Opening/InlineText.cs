using System.Text;
using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>OpenPGP in the text of a mail, without MIME: a block that is signed in the clear (RFC 9580 section 7), or one that is encrypted.</summary>
/// <param name="IsPartial">Text stands beside the block, which nothing covers.</param>
/// <param name="Armor">Of the message, or of the signature.</param>
/// <param name="Clear">The signed text as it is hashed; null where it is encrypted.</param>
internal sealed record InlineText(bool IsPartial, byte[] Armor, byte[]? Clear)
{
    private const int Largest = 16 * 1024 * 1024;
    private const int Peek = 64 * 1024;
    private const string SignedStart = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string MessageStart = "-----BEGIN PGP MESSAGE-----";
    private const string SignatureStart = "-----BEGIN PGP SIGNATURE-----";

    /// <summary>Whether a text has such a block near its start.</summary>
    public static bool IsIn(Stream text)
    {
        var buffer = new byte[Peek];
        var start = Encoding.Latin1.GetString(buffer, 0, text.ReadAtLeast(buffer, Peek, throwOnEndOfStream: false));
        return StartOf(start, SignedStart) >= 0 || StartOf(start, MessageStart) >= 0;
    }

    /// <exception cref="PgpException">The block is not whole.</exception>
    public static InlineText Read(Stream text)
    {
        using var all = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = text.Read(buffer)) > 0)
        {
            if (all.Length + read > Largest)
                throw new PgpException("a text with OpenPGP in it that is too large");
            all.Write(buffer, 0, read);
        }

        var body = Encoding.Latin1.GetString(all.GetBuffer(), 0, (int)all.Length);
        var (signed, message) = (StartOf(body, SignedStart), StartOf(body, MessageStart));
        return signed >= 0 && (message < 0 || signed < message) ? Signed(body, signed) : Encrypted(body, message);
    }

    private static InlineText Encrypted(string body, int start)
    {
        var end = EndOf(body, start, "-----END PGP MESSAGE-----");
        return new InlineText(IsText(body[..start]) || IsText(body[end..]), Encoding.Latin1.GetBytes(body[start..end]), null);
    }

    private static InlineText Signed(string body, int start)
    {
        var signature = body.IndexOf("\n" + SignatureStart, start, StringComparison.Ordinal);
        if (signature < 0)
            throw new PgpException("a signed text without its signature");
        var end = EndOf(body, signature, "-----END PGP SIGNATURE-----");
        var lines = body[start..signature].Split('\n').Skip(1).Select(line => line.TrimEnd(' ', '\t', '\r')).ToList();
        var blank = lines.FindIndex(line => line.Length == 0);
        // Other fields would be read by some programs as text, and are not signed.
        if (blank < 0 || lines.Take(blank).Any(line => !line.StartsWith("Hash: ", StringComparison.Ordinal)))
            throw new PgpException("a signed text with a header that may not be");
        var clear = string.Join("\r\n", lines.Skip(blank + 1).Select(line => line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line));
        return new InlineText(IsText(body[..start]) || IsText(body[end..]), Encoding.Latin1.GetBytes(body[(signature + 1)..end]), Encoding.Latin1.GetBytes(clear));
    }

    private static int StartOf(string text, string line)
    {
        if (text.StartsWith(line, StringComparison.Ordinal))
            return 0;
        var at = text.IndexOf("\n" + line, StringComparison.Ordinal);
        return at < 0 ? -1 : at + 1;
    }

    private static int EndOf(string body, int from, string line)
    {
        var end = body.IndexOf("\n" + line, from, StringComparison.Ordinal);
        return end < 0 ? throw new PgpException("an armour without its end") : end + 1 + line.Length;
    }

    private static bool IsText(string beside) => !string.IsNullOrWhiteSpace(beside);
}
