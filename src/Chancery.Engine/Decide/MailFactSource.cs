using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Decide;

/// <summary>Facts that stand in the envelope, the session and the message itself.</summary>
public sealed class MailFactSource(InspectedMail mail, MailContext context) : IFactSource
{
    public ValueTask<Fact?> FetchAsync(FactKey key, CancellationToken cancel) => ValueTask.FromResult(MailFacts.TryFetch(key, mail, context));
}
