using System.Collections.Immutable;
using Chancery.Mail.Envelopes;

namespace Chancery.Smtp.Server.Session;

/// <summary>A mail transaction under way: from MAIL to the end of DATA or RSET (RFC 5321 section 3.3).</summary>
internal sealed record Transaction(string ReversePath, bool EightBit)
{
    public ImmutableList<string> Recipients { get; private init; } = [];

    private ImmutableHashSet<string> Known { get; init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    public bool Has(string recipient) => Known.Contains(recipient);

    public Transaction With(string recipient) =>
        this with { Recipients = Recipients.Add(recipient), Known = Known.Add(recipient) };

    public Envelope ToEnvelope() => new(ReversePath, Recipients) { EightBit = EightBit };
}
