using System.Security.Cryptography.Pkcs;

namespace Chancery.Mail.Contents.Messages;

/// <summary>A CMS signature with the content in it (RFC 5652 section 5): anybody can read that. A detached one has none.</summary>
internal sealed class SignedContent(Stream content) : Container(content)
{
    private const int Largest = 32 * 1024 * 1024;

    public override IEnumerable<ContainerEntry> Entries()
    {
        if (Content.Length > Largest) throw new ContentException("a signed content is over the limit");
        var octets = new byte[Content.Length];
        Content.Position = 0;
        Content.ReadExactly(octets);
        var signed = new SignedCms();
        signed.Decode(octets);
        if (signed.ContentInfo.Content is not { Length: > 0 } inner) yield break;
        yield return new ContainerEntry("signed.eml", () => new MemoryStream(inner, writable: false)) { IsStored = true, Type = IsEntity(inner) ? "eml" : null };
    }

    /// <summary>RFC 8551 section 3.1: what is signed is a MIME entity, often with no other field than Content-Type.</summary>
    private static bool IsEntity(ReadOnlySpan<byte> content)
    {
        var start = System.Text.Encoding.Latin1.GetString(content[..Math.Min(content.Length, 8192)]);
        var header = start.Split(["\r\n\r\n", "\n\n"], 2, StringSplitOptions.None)[0];
        return header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase)
            || header.Contains("\nContent-Type:", StringComparison.OrdinalIgnoreCase);
    }
}
