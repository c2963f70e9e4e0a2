namespace Chancery.Mail.Inspection;

/// <summary>What opening a message came to; made by whoever has the keys.</summary>
/// <param name="Signed">Null: it is not signed, also where its structure looks like it.</param>
public sealed record CryptoFindings(CryptoVerdict? Signed);

/// <param name="Verdict"><c>valid</c>, <c>invalid</c> or <c>unknown</c>.</param>
/// <param name="Signer">The address that signed; null if nobody can be named.</param>
/// <param name="Reason">Why it is not valid; null if it is.</param>
public sealed record CryptoVerdict(string Verdict, string? Signer, string? Reason)
{
    public CryptoKind Kind { get; init; }
}
