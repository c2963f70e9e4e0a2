using Chancery.Mail.Headers;
using Chancery.Protection.Cms;
using MimeKit;

namespace Chancery.Protection.Smime.Opening;

/// <summary>The header of a MIME entity, as far as opening it needs.</summary>
internal sealed record EntityHead(RawHeaderBlock Header, ContentType Type, string Encoding, long BodyOffset, long Length)
{
    private const int Limit = 256 * 1024;

    public string MimeType => Type.MimeType.ToLowerInvariant();

    /// <exception cref="CmsException">Two readers might see two types in it.</exception>
    public static EntityHead Read(Stream entity)
    {
        var header = RawHeaderBlock.Read(entity, Limit);
        if (header.OverLimit)
            throw new CmsException("the header of a part is over the limit");
        var (types, encodings) = (header.Texts("Content-Type").ToList(), header.Texts("Content-Transfer-Encoding").ToList());
        if (types.Count > 1 || encodings.Count > 1)
            throw new CmsException("a header field that may stand once stands twice");
        var type = types.Count == 1 && ContentType.TryParse(types[0], out var parsed) ? parsed : new ContentType("text", "plain");
        return new EntityHead(header, type, encodings.FirstOrDefault()?.ToLowerInvariant() ?? "7bit", Math.Min(header.BodyOffset, header.MessageLength), header.MessageLength);
    }

    /// <summary>The body without its transfer encoding.</summary>
    public Stream OpenBody(Stream entity)
    {
        var body = new MimeKit.IO.BoundStream(entity, BodyOffset, Length, leaveOpen: true);
        return Encoding switch
        {
            "base64" => new Base64Body(body),
            "7bit" or "8bit" or "binary" => body,
            _ => throw new CmsException("a transfer encoding that is not accepted here"),
        };
    }
}
