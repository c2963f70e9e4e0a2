using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Mail.Copies;

namespace Chancery.Engine.Protect;

/// <summary>The finished copy of a group.</summary>
/// <param name="Body">What the content is a view over: the original, or the fresh body.</param>
/// <param name="Fresh">A body made for this copy; null for a view over the original.</param>
/// <param name="OwnFields">Those we put on top, with their line ends; our trace field is the last.</param>
/// <param name="Content">What is below them.</param>
/// <param name="ContentSha256">Of the content, lower-case hex.</param>
public sealed record ProtectedCopy(BlobRef Body, SealedBlob? Fresh, string OwnFields, MessageView Content, string ContentSha256)
{
    /// <param name="more">Folded lines that continue our trace field; empty for none.</param>
    public MessageView View(string more) => new([new ViewSegment.Literal(Encoding.ASCII.GetBytes(OwnFields + more)), .. Content.Segments]);
}
