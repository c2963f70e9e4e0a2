using System.Security.Cryptography;
using Chancery.Engine.Ids;
using Chancery.Engine.Inspect;
using Chancery.Engine.Receive;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;

namespace Chancery.Engine.Passage;

/// <summary>
/// Recognises mail that another gateway of this installation has decided on already: it is passed on as it is, so that nothing is
/// treated twice. Only from sessions of our own servers, and only if not an octet below the trace has changed.
/// </summary>
public sealed class Passages(TraceHeader trace, PassedMarks passed, TimeProvider time)
{
    /// <summary>Longer than any hand-over is tried; beyond it the rules of today count.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(6);

    /// <returns>Under which id the other gateway took it; null if it is to be judged.</returns>
    public async Task<string?> FindAsync(OpenedMessage opened, IReadOnlyList<string> recipients, CancellationToken cancel)
    {
        var header = opened.Mail.Header;
        if (opened.Message.Session.Trust != SessionTrust.Internal || header.OverLimit
            || header.Fields.FirstOrDefault(field => field.Is(TraceHeader.Name) && trace.IsOurs(header.Text(field))) is not { } mark)
            return null;
        var claim = header.Text(mark);
        var id = claim.Split(';')[0]["id=".Length..];
        if (IdTime.Of(id) is not { } taken || (time.GetUtcNow() - taken).Duration() > Longest)
            return null;
        var content = await HashFromAsync(opened.Original, mark.Offset + mark.Length, cancel);
        return passed.Covers(claim, id, opened.Message.Envelope.ReversePath, recipients, content) ? id : null;
    }

    private static async Task<string> HashFromAsync(Stream original, long offset, CancellationToken cancel)
    {
        original.Position = offset;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(original, cancel));
    }
}
