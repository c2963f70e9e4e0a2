using System.Data.Common;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Settings;
using Chancery.Policy;
using Chancery.Storage.Secrets;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>A row of <c>effects</c>, with what belongs to it in other tables.</summary>
internal sealed class EffectRow
{
    public const string Fields =
        """
        tenant, id, message_id AS MessageId, group_number AS GroupNumber, kind, attempts, created, due, reverse_path AS ReversePath,
        body_id AS BodyId, body_length AS BodyLength, body_sha256 AS BodySha256, view, size, eight_bit AS EightBit,
        smtp_utf8 AS SmtpUtf8, next_hop AS NextHop, minimum_tls AS MinimumTls, request, claims
        """;

    private IReadOnlyList<EffectRecipient> _recipients = [];
    private IReadOnlyList<string> _requires = [];

    public string Tenant { get; init; } = "";

    public string Id { get; init; } = "";

    public string MessageId { get; init; } = "";

    public long GroupNumber { get; init; }

    public string Kind { get; init; } = "";

    public long Attempts { get; init; }

    public long Created { get; init; }

    public long? Due { get; init; }

    public string ReversePath { get; init; } = "";

    public string BodyId { get; init; } = "";

    public long BodyLength { get; init; }

    public string BodySha256 { get; init; } = "";

    public byte[] View { get; init; } = [];

    public long Size { get; init; }

    public bool EightBit { get; init; }

    public bool SmtpUtf8 { get; init; }

    public string NextHop { get; init; } = "";

    public string MinimumTls { get; init; } = "";

    public string? Request { get; init; }

    public long Claims { get; init; }

    public EffectRow Complete(DbConnection connection)
    {
        var key = new { Tenant, Id };
        _recipients =
        [
            .. connection.Query<(string Address, string State, string? Reply)>(
                "SELECT address, state, reply FROM effect_recipients WHERE tenant = @Tenant AND effect_id = @Id ORDER BY ordinal", key)
                .Select(row => new EffectRecipient(row.Address, Columns.Parse<RecipientState>(row.State), row.Reply)),
        ];
        _requires =
        [
            .. connection.Query<string>(
                "SELECT required FROM effect_requires WHERE tenant = @Tenant AND effect_id = @Id ORDER BY ordinal", key),
        ];
        return this;
    }

    public EffectStatus ToStatus(TenantKeys keys)
    {
        var tenant = new TenantId(Tenant);
        var mail = new OutgoingMail(
            ReversePath, [.. _recipients.Select(recipient => recipient.Address)], new BlobRef(BodyId, BodyLength, BodySha256),
            keys.OpenText(tenant, NewEffect.What, Id, View), Size, EightBit, SmtpUtf8, NextHop, Columns.Parse<TlsMode>(MinimumTls))
        {
            Request = RequestColumn.Read(Request),
        };
        var effect = new Effect(tenant, Id, MessageId, (int)GroupNumber, Kind, mail, _requires);
        return new EffectStatus(effect, _recipients, (int)Attempts, Columns.Time(Created), Columns.Time(Due));
    }
}
