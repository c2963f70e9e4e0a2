using Chancery.Policy.Registry.Shapes;

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
internal sealed record FactDescriptor(
    string Name, FactLevel Level, FactType Type, CostClass Cost, string English, string German,
    IReadOnlyList<string>? Values = null, FactSource Source = FactSource.Mail, FactTrust Trust = FactTrust.Gateway)
{
    public Help Help => new(English, German);

    /// <summary>What the values mean, where there are any.</summary>
    public Choices? Meanings { get; init; }

    /// <summary>When it is unknown rather than absent; null: never.</summary>
    public Help? Unknown { get; init; }

    /// <summary>What the decision record keeps of its value.</summary>
    public Masking Masking { get; init; }

    /// <summary>Keys of its test beside the operators: <c>from</c> of the sender, <c>name</c> and <c>trust</c> of a header.</summary>
    public IReadOnlyList<KeyDescriptor> Keys { get; init; } = [];

    /// <summary>What its test looks like where it has no operators: <c>content: { detector: iban }</c>.</summary>
    public Shape? Form { get; init; }
}
