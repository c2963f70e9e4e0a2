using System.Globalization;
using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 3030 section 2: so many octets follow, as they are. Whatever the answer, they are read: they must never become commands.</summary>
internal sealed class Bdat : IVerb
{
    private static readonly SmtpReply NoMail = SmtpReply.Permanent(503, "5.1", "MAIL first");

    /// <summary>Without a size nobody knows where the chunk ends.</summary>
    private static readonly SmtpReply BadSize = SmtpReply.Permanent(501, "5.4", "BDAT takes a number of octets, and LAST with the last ones") with { Disconnects = true };

    public string Name => "BDAT";

    public bool EndsGroup => false;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel)
    {
        var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2 || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || (words.Length == 2 && !words[1].Equals("LAST", StringComparison.OrdinalIgnoreCase)))
            return new(new Answered(state, BadSize));
        var last = words.Length == 2;
        return new(state switch
        {
            { Transaction: null } => new ChunkUnwanted(state, size, NoMail),
            { Transaction.Recipients.IsEmpty: true } => new ChunkUnwanted(state, size, Data.NoRecipient(session)),
            { Transaction: { } transaction } => new ChunkWanted(
                last ? state.Reset() : state with { Transaction = transaction with { InChunks = true } }, session.Open(state), size, last, transaction.Parameters.Size),
        });
    }
}
