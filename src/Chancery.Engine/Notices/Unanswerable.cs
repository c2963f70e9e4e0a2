using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Mail.Headers;
using Chancery.Mail.Inspection;

namespace Chancery.Engine.Notices;

/// <summary>
/// Mail that no automatic mail answers (RFC 3834 section 2): what a machine wrote, what came by a list, and what asks for no
/// answer. Reports of delivery are none: they go to the reverse-path, which is there for them.
/// </summary>
internal static class Unanswerable
{
    private static readonly string[] Machines = ["mailer-daemon", "postmaster", "noreply", "no-reply", "listserv", "majordomo"];

    private static readonly string[] ListFields = ["List-Id", "List-Unsubscribe", "List-Post", "List-Help", "List-Subscribe", "List-Owner", "Mailing-List"];

    /// <summary>Unreadable counts as automatic: silence does no harm.</summary>
    public static async Task<bool> IsAsync(IBlobStore blobs, SpooledMessage message, int headerBytes, CancellationToken cancel)
    {
        if (IsMachine(message.Envelope.ReversePath))
            return true;
        try
        {
            await using var body = await blobs.OpenAsync(message.Tenant, message.Body, cancel);
            return IsMarked(RawHeaderBlock.Read(body, headerBytes));
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static bool IsMachine(string address)
    {
        var at = address.LastIndexOf('@');
        var local = (at < 0 ? address : address[..at]).ToLowerInvariant();
        return Machines.Contains(local) || local.StartsWith("owner-", StringComparison.Ordinal) || local.StartsWith("bounce", StringComparison.Ordinal)
            || local.EndsWith("-request", StringComparison.Ordinal) || local.EndsWith("-owner", StringComparison.Ordinal) || local.EndsWith("-bounces", StringComparison.Ordinal);
    }

    private static bool IsMarked(RawHeaderBlock header) =>
        AutomaticMail.IsAutoSubmitted(header)
        || header.Texts("Precedence").Any(value => value.Equals("list", StringComparison.OrdinalIgnoreCase))
        || header.Named("X-Auto-Response-Suppress").Any()
        || header.Texts("Return-Path").Any(value => value.Replace(" ", "", StringComparison.Ordinal) == "<>")
        || header.Texts("Content-Type").Any(value => value.StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase))
        || ListFields.Any(name => header.Named(name).Any());
}
