using Chancery.Engine.Messages;
using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Storage.Sql;

/// <summary>A row of <c>messages</c>.</summary>
internal sealed class MessageRow
{
    public const string Fields =
        """
        tenant, id, state, note, received, due, session, reverse_path AS ReversePath, recipients, eight_bit AS EightBit,
        smtp_utf8 AS SmtpUtf8, body_id AS BodyId, body_length AS BodyLength, body_sha256 AS BodySha256,
        header_message_id AS HeaderMessageId, header_from AS HeaderFrom, decision, request, claims
        """;

    public string Tenant { get; init; } = "";

    public string Id { get; init; } = "";

    public string State { get; init; } = "";

    public string? Note { get; init; }

    public long Received { get; init; }

    public long? Due { get; init; }

    public string Session { get; init; } = "";

    public string ReversePath { get; init; } = "";

    public string Recipients { get; init; } = "";

    public bool EightBit { get; init; }

    public bool SmtpUtf8 { get; init; }

    public string BodyId { get; init; } = "";

    public long BodyLength { get; init; }

    public string BodySha256 { get; init; } = "";

    public string? HeaderMessageId { get; init; }

    public string? HeaderFrom { get; init; }

    public byte[]? Decision { get; init; }

    public string? Request { get; init; }

    public long Claims { get; init; }

    public SpooledMessage ToMessage() => new(
        new TenantId(Tenant), Id, Columns.Time(Received), Columns.Session(Session),
        new Envelope(ReversePath, Columns.List(Recipients))
        {
            EightBit = EightBit,
            SmtpUtf8 = SmtpUtf8,
            Request = RequestColumn.Read(Request),
        },
        new BlobRef(BodyId, BodyLength, BodySha256), HeaderMessageId, HeaderFrom);
}
