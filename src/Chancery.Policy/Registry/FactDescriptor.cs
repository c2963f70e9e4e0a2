namespace Chancery.Policy.Registry;

internal enum FactType { Enum, Ranked, Text, Domain, Address, Size, Number, Flag, Ip, Set, Header }

/// <summary>What a fact speaks about.</summary>
internal enum FactLevel { Message, Recipient, Attachment }

/// <summary>What it costs to know: envelope, header and structure, memory, decoding, network, a person.</summary>
internal enum CostClass { C0, C1, C2, C3, C4, C5 }

/// <summary>How far a fact's value can be believed by itself: what an outsider can write in a mail is not to lower protection.</summary>
internal enum FactTrust { Outsider, Gateway }

/// <summary>One fact of the language, declared once; conditions, schema, reference and masking come from here.</summary>
/// <param name="Name">As rules write it, without the quantifier of attachments: <c>attachment.type</c>.</param>
/// <param name="Values">For enumerations, in rank order where ranked.</param>
/// <param name="Missing">Why no rule can use it yet; null if it is available.</param>
internal sealed record FactDescriptor(
    string Name, FactLevel Level, FactType Type, CostClass Cost, string English, string German,
    IReadOnlyList<string>? Values = null, string? Missing = null, FactTrust Trust = FactTrust.Gateway);
