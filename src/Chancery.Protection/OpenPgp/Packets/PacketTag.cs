namespace Chancery.Protection.OpenPgp.Packets;

/// <summary>Packet types (RFC 9580 section 5).</summary>
internal enum PacketTag
{
    Reserved = 0,
    EncryptedKey = 1,
    Signature = 2,
    PasswordKey = 3,
    OnePassSignature = 4,
    SecretKey = 5,
    PublicKey = 6,
    SecretSubkey = 7,
    Compressed = 8,
    Encrypted = 9,
    Marker = 10,
    Literal = 11,
    Trust = 12,
    UserId = 13,
    PublicSubkey = 14,
    UserAttribute = 17,
    IntegrityProtected = 18,
    AeadEncrypted = 20,
    Padding = 21,
}
