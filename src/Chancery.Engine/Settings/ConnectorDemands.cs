namespace Chancery.Engine.Settings;

/// <summary>What a peer must show before it counts as the connector. All that is set must be met.</summary>
public sealed record ConnectorDemands
{
    public static ConnectorDemands Nothing { get; } = new();

    /// <summary>Addresses it comes from; empty: any.</summary>
    public Networks Networks { get; init; } = Networks.None;

    public ClientCertificateDemand? Certificate { get; init; }

    /// <summary>A field that only the peer can write; it is taken out of the mail.</summary>
    public HeaderDemand? SecretHeader { get; init; }

    /// <summary>A field that the peer sets on its customers' mail to say whose it is (the tenant's id at a shared service); it stays.</summary>
    public HeaderDemand? OwnerHeader { get; init; }
}

/// <param name="AuthorityFile">PEM with the roots the certificate must chain to; null: only the fingerprints count.</param>
/// <param name="Name">A DNS name the certificate must bear; null: any below the roots.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, upper-case hex; null: any below the roots.</param>
public sealed record ClientCertificateDemand(string? AuthorityFile, string? Name, string? Fingerprint);

/// <param name="Value">Compared octet for octet.</param>
public sealed record HeaderDemand(string Name, string Value)
{
    public override string ToString() => Name;
}
