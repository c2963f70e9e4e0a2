using Chancery.Engine.Messages;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Explain;

/// <summary>The words of an explanation in one language.</summary>
public abstract class Words
{
    public static Words Of(string language) => language.StartsWith("de", StringComparison.OrdinalIgnoreCase) ? new GermanWords() : new EnglishWords();

    public abstract string Received(SpooledMessage message);

    public abstract string State(MessageState state);

    public abstract string Group(int number, IEnumerable<string> recipients, bool hidden);

    public abstract string Disposition(MessageGroup group);

    public abstract string Protection(Method method);

    public abstract string Signed { get; }

    public abstract string Unsigned(string reason);

    /// <summary>What a message that is not judged yet waits for.</summary>
    public abstract string Waiting(IReadOnlyList<string> what, string reason, DateTimeOffset until, DateTimeOffset? due);

    public abstract string Tried(Try attempt);

    /// <summary>The method as people call it.</summary>
    protected static string NameOf(Method method) => method switch
    {
        Method.Smime => "S/MIME",
        Method.Pgp => "OpenPGP",
        Method.Pdf => "PDF",
        Method.Portal => "Portal",
        Method.Tls => "TLS",
        _ => Names.Of(method),
    };

    public abstract string Rule(RuleHit rule);

    public abstract string NoRule { get; }

    public abstract string Unknown(string fact, string reason);

    public abstract string Delivery(string recipient, string state, string? reply);

    public abstract string History { get; }

    /// <summary>What a register entry of this kind says.</summary>
    public abstract string Event(string kind);
}
