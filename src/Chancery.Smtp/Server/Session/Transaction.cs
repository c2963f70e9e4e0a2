using System.Collections.Immutable;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Server.Verbs.Parameters;

namespace Chancery.Smtp.Server.Session;

/// <summary>A mail transaction under way: from MAIL to the end of DATA, BDAT LAST or RSET (RFC 5321 section 3.3).</summary>
internal sealed record Transaction(string ReversePath, MailParameters Parameters)
{
    public ImmutableList<string> Recipients { get; private init; } = [];

    /// <summary>RCPT commands answered with 250; LMTP answers each of them after the data (RFC 2033 section 4.2).</summary>
    public int Welcomed { get; private init; }

    /// <summary>A chunk was taken: the envelope is closed (RFC 3030 section 2).</summary>
    public bool InChunks { get; init; }

    private ImmutableDictionary<string, RecipientRequest?> Known { get; init; } =
        ImmutableDictionary.Create<string, RecipientRequest?>(StringComparer.OrdinalIgnoreCase);

    public bool Has(string recipient) => Known.ContainsKey(recipient);

    public Transaction With(string recipient, RecipientRequest? request) => this with
    {
        Recipients = Recipients.Add(recipient),
        Known = Known.Add(recipient, request),
        Welcomed = Welcomed + 1,
    };

    public Transaction Again() => this with { Welcomed = Welcomed + 1 };

    public Envelope ToEnvelope() => new(ReversePath, Recipients)
    {
        EightBit = Parameters.EightBit,
        SmtpUtf8 = Parameters.SmtpUtf8,
        Request = new DeliveryRequest
        {
            Return = Parameters.Return,
            EnvelopeId = Parameters.EnvelopeId,
            RequireTls = Parameters.RequireTls,
            Recipients = Known.Where(entry => entry.Value is not null)
                .ToDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.OrdinalIgnoreCase),
        },
    };
}
