namespace Chancery.Policy.Registry;

internal enum FactType { Enum, Ranked, Text, Domain, Address, Size, Number, Flag, Ip, Set, Header }

/// <summary>What a fact speaks about.</summary>
internal enum FactLevel { Message, Recipient, Attachment }

/// <summary>What it costs to know: envelope, header and structure, memory, decoding, network, a person.</summary>
internal enum CostClass { C0, C1, C2, C3, C4, C5 }

/// <summary>How far a fact's value can be believed by itself: what an outsider can write in a mail is not to lower protection.</summary>
internal enum FactTrust { Outsider, Gateway }

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

    /// <summary>The plan so far: in <c>finally</c>, invariants and tests only.</summary>
    Plan,
}

/// <summary>One fact of the language, declared once; conditions, schema, reference and masking come from here.</summary>
/// <param name="Name">As rules write it, without the quantifier of attachments: <c>attachment.type</c>.</param>
/// <param name="Values">For enumerations, in rank order where ranked.</param>
internal sealed record FactDescriptor(
    string Name, FactLevel Level, FactType Type, CostClass Cost, string English, string German,
    IReadOnlyList<string>? Values = null, FactSource Source = FactSource.Mail, FactTrust Trust = FactTrust.Gateway);
