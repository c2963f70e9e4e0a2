namespace Chancery.Smtp.Data;

/// <summary>What was wrong with the octets of a message, as the first fault found.</summary>
internal enum DataFault
{
    None,

    /// <summary>A CR without LF or a LF without CR (RFC 5321 section 2.3.8).</summary>
    BareLineEnd,

    /// <summary>A zero octet (RFC 5321 section 4.5.2 with RFC 5322 section 2.1).</summary>
    Nul,
}
