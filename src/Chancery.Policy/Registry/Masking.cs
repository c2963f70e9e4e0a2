namespace Chancery.Policy.Registry;

/// <summary>What becomes of a value in the decision record (language, 6).</summary>
internal enum Masking
{
    /// <summary>Erased. The value of what nobody declared.</summary>
    P3,

    /// <summary>Clear.</summary>
    P0,

    /// <summary>Pseudonym under the tenant's key of the month; of an address the domain stays.</summary>
    P1,

    /// <summary>Made general: the order of a size, the domain of an address, the network of an IP address.</summary>
    P2,

    /// <summary>Sealed to the auditor.</summary>
    P4,
}
