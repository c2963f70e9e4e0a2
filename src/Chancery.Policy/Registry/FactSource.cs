namespace Chancery.Policy.Registry;

/// <summary>Where a fact comes from, and so what must be there before a rule may need it (R1).</summary>
internal enum FactSource
{
    /// <summary>Envelope, session, header and structure: always there.</summary>
    Mail,

    /// <summary>The label sources of the vocabulary.</summary>
    Labels,

    /// <summary>The schedules of the vocabulary.</summary>
    Schedules,

    /// <summary>Decoded attachments and extracted text.</summary>
    Content,

    /// <summary>Groups, roles and attributes of people.</summary>
    Directory,

    /// <summary>What signatures and decryption showed.</summary>
    Cryptography,

    /// <summary>A malware or spam scanner of the installation.</summary>
    Scanner,

    /// <summary>Verification of SPF, DKIM, DMARC and ARC by the installation.</summary>
    Verifier,

    /// <summary>An external classifier of the installation.</summary>
    Classifier,

    /// <summary>Accounts of the portal.</summary>
    Portal,

    /// <summary>TLS policies of next hops.</summary>
    NextHop,

    /// <summary>Add-ins and business systems.</summary>
    Client,

    /// <summary>The plan so far: only in invariants, tests and <c>finally</c>.</summary>
    Plan,
}
