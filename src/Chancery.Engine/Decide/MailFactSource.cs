using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Decide;

/// <summary>Facts that stand in the envelope, the session and the message itself.</summary>
public sealed class MailFactSource(InspectedMail mail, MailContext context) : IFactSource
{
    public string Name => "message";

    public ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel) => ValueTask.FromResult(FactAnswer.Of(Fetch(key)));

    private Fact? Fetch(FactKey key)
    {
        try
        {
            return MailFacts.TryFetch(key, mail, context);
        }
        catch (Exception broken) when (broken is not (IOException or OperationCanceledException))
        {
            // Looked at later it would be no less broken: undeterminable, not unavailable.
            return new Fact.Unknown($"could not be understood ({broken.GetType().Name})");
        }
    }
}
