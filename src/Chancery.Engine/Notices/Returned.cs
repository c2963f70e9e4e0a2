using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Tenants;
using Chancery.Mail.Addresses;
using Chancery.Mail.Copies;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Notices;

/// <summary>How much of the original a report carries back.</summary>
internal enum Extent
{
    /// <summary>The fields by which its sender knows it again, and no other.</summary>
    Identity,

    Headers,

    Full,
}

/// <summary>
/// What of the original goes back with a report. The whole message only to a sender of our own who asked for it, over the way its
/// mail came; content that was to be protected never leaves to the outside by way of its own report.
/// </summary>
/// <param name="Octets">CRLF line ends; without Bcc.</param>
internal sealed record Returned(Extent Extent, byte[] Octets)
{
    /// <summary>A larger message comes back as its header section.</summary>
    public const int LargestMessage = 1_000_000;

    private const int LargestHeader = 16 * 1024;

    private static readonly string[] Identifying = ["Message-ID", "Date"];

    public bool IsAscii { get; } = Ascii.IsValid(Octets);

    public static Extent ExtentFor(Tenant tenant, SpooledMessage message, Plan plan, ReportKind kind)
    {
        if (message.Envelope.Request.RequireTls)
            return Extent.Identity;
        if (!IsOurs(tenant, message))
            return WasToBeProtected(plan) ? Extent.Identity : Extent.Headers;
        return kind == ReportKind.Failed && message.Envelope.Request.Return == ReturnContent.Full && message.Body.Length <= LargestMessage
            ? Extent.Full
            : Extent.Headers;
    }

    /// <summary>Nothing of it where the stored body can no longer be read: the report goes out all the same.</summary>
    public static async Task<Returned> ReadAsync(IBlobStore blobs, SpooledMessage message, Extent extent, int headerBytes, CancellationToken cancel)
    {
        try
        {
            await using var body = await blobs.OpenAsync(message.Tenant, message.Body, cancel);
            var header = RawHeaderBlock.Read(body, headerBytes);
            return extent == Extent.Full && !header.OverLimit
                ? new Returned(Extent.Full, await WholeAsync(header, body, cancel))
                : new Returned(extent == Extent.Identity ? extent : Extent.Headers, HeaderOf(header, extent));
        }
        catch (IOException)
        {
            return new Returned(Extent.Identity, []);
        }
    }

    private static bool IsOurs(Tenant tenant, SpooledMessage message) =>
        NoticeMaker.IsOurSender(message) && MailAddress.TryParse(message.Envelope.ReversePath, out var sender) && tenant.Owns(sender.Domain);

    /// <summary>Held and refused groups count too: what would have been done for them is not known.</summary>
    private static bool WasToBeProtected(Plan plan) =>
        plan.Disposition != Disposition.Deliver || plan.Protection is not (null or Method.Plain) || plan.Acceptable.Any(method => method != Method.Plain);

    private static async Task<byte[]> WholeAsync(RawHeaderBlock header, Stream body, CancellationToken cancel)
    {
        await using var whole = MessageView.Untouched(header, ReadOnlyMemory<byte>.Empty, IsHidden).Open(body);
        using var octets = new MemoryStream();
        await whole.CopyToAsync(octets, cancel);
        return octets.ToArray();
    }

    private static byte[] HeaderOf(RawHeaderBlock header, Extent extent)
    {
        using var kept = new MemoryStream();
        foreach (var field in header.Fields.Where(field => !IsHidden(field) && (extent != Extent.Identity || Identifying.Any(field.Is))))
        {
            if (kept.Length + field.Length <= LargestHeader)
                kept.Write(header.Octets(field));
        }

        return kept.ToArray();
    }

    private static bool IsHidden(RawField field) => field.Is("Bcc") || field.Is("Resent-Bcc");
}
