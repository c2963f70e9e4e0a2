using Chancery.Protection.Keys;

namespace Chancery.Storage.Sql;

/// <summary>A row of <c>keys</c> without private key material.</summary>
internal sealed class KeyRow
{
    public const string Fields =
        """
        k.fingerprint, k.kind, k.role, k.addresses, k.subject, k.not_before AS NotBefore, k.not_after AS NotAfter, k.certificate,
        k.private_key IS NOT NULL AS HasPrivateKey
        """;

    public string Fingerprint { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Role { get; init; } = "";

    public string Addresses { get; init; } = "";

    public string Subject { get; init; } = "";

    public long NotBefore { get; init; }

    public long NotAfter { get; init; }

    public byte[] Certificate { get; init; } = [];

    public bool HasPrivateKey { get; init; }

    public StoredKey ToKey() => new(
        Fingerprint, Kind, Columns.Parse<KeyRole>(Role), Columns.List(Addresses), Subject, Columns.Time(NotBefore), Columns.Time(NotAfter),
        Certificate, HasPrivateKey);
}
