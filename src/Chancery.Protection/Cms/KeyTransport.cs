namespace Chancery.Protection.Cms;

/// <summary>How the content key is encrypted to an RSA key.</summary>
public enum KeyTransport
{
    /// <summary>RSAES-PKCS1-v1_5 (RFC 3370 section 4.2.1), which every program reads.</summary>
    Pkcs1,

    /// <summary>RSAES-OAEP with SHA-256 (RFC 3560, RFC 4055).</summary>
    Oaep,
}

/// <summary>How an RSA key signs.</summary>
public enum RsaScheme
{
    Pkcs1,

    /// <summary>RSASSA-PSS with a salt as long as the hash (RFC 4056).</summary>
    Pss,
}
