namespace Chancery.Mail.Inspection;

/// <summary>What the structure says of signature and encryption of the whole message; nothing is verified or decrypted.</summary>
/// <param name="Signed">Null if the message as a whole is not signed.</param>
/// <param name="Encrypted">Null if the message as a whole is not encrypted.</param>
public sealed record CryptoState(CryptoKind? Signed, CryptoKind? Encrypted)
{
    public static CryptoState None { get; } = new(null, null);
}

public enum CryptoKind { Smime, Pgp }
