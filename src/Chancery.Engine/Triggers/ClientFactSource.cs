using Chancery.Engine.Decide;
using Chancery.Engine.Inspect;
using Chancery.Engine.Settings;
using Chancery.Mail.Triggers;
using Chancery.Policy.Facts;
using Chancery.Policy.Triggers;

namespace Chancery.Engine.Triggers;

/// <summary>
/// What add-ins and business systems say of a message: <c>user.decision</c> by a signed token or by a tag of the subject, and
/// <c>app.*</c> by the token, by mapped header fields, or by the connector.
/// </summary>
public sealed class ClientFactSource : IFactSource
{
    /// <summary>Weakest first: of several choices the strongest counts, so that none can take another back.</summary>
    private static readonly string[] Decisions = ["none", "plain", "encrypt", "vertraulich", "portal"];

    /// <summary>More tokens than this in one message are somebody's joke.</summary>
    private const int MostTokens = 8;

    private readonly OpenedMessage _opened;
    private readonly Lazy<(IReadOnlyList<DecisionToken> Good, IReadOnlyList<string> Refused)> _tokens;

    public ClientFactSource(OpenedMessage opened, GatewaySettings settings)
    {
        _opened = opened;
        _tokens = new(() => Verify(settings));
    }

    public string Name => "client";

    /// <summary>Why tokens of the message did not count; for the register.</summary>
    public IReadOnlyList<string> Refused => _tokens.Value.Refused;

    public ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel) => ValueTask.FromResult(FactAnswer.Of(key switch
    {
        { Name: "user.decision", Argument: "signed" } => Strongest(Signed),
        { Name: "user.decision" } => Strongest(Signed.Concat(Tagged())),
        { Name: "app.name" } => Fact.Of(App(token => token.AppName, Trigger.AppName) ?? _opened.Context.Session.Connector ?? ""),
        { Name: "app.doc" } => Fact.Of(App(token => token.AppDocument, Trigger.AppDocument) ?? ""),
        { Name: "app.id" } => Fact.Of(App(token => token.AppId, Trigger.AppId) ?? ""),
        _ => null,
    }));

    private IEnumerable<string> Signed => _tokens.Value.Good.Select(token => token.Decision).OfType<string>();

    private static Fact Strongest(IEnumerable<string> decisions) =>
        Fact.Of(decisions.OrderByDescending(decision => Array.IndexOf(Decisions, decision)).FirstOrDefault() ?? "none");

    private IEnumerable<string> Tagged() =>
        from tag in _opened.Tenant.Policy.DecidingTags
        where _opened.Context.Channel.Suffices(tag.Trust) && _opened.Mail.Tags.Any(tag.Values.Contains)
        select tag.Decision;

    private string? App(Func<DecisionToken, string?> signed, string meaning) =>
        _tokens.Value.Good.Select(signed).FirstOrDefault(value => value is not null) ?? Said(meaning).FirstOrDefault();

    /// <summary>What fields of a meaning say that may say it over this channel.</summary>
    private IEnumerable<string> Said(string meaning) =>
        from trigger in _opened.Context.Triggers.Concat(Trigger.Own)
        where trigger.Meaning == meaning && trigger.CountsFrom(_opened.Context.Channel)
        from value in _opened.Mail.HeaderValues(trigger.Field)
        let meant = trigger.Meant(value)
        where meant is not null
        select meant;

    private (IReadOnlyList<DecisionToken>, IReadOnlyList<string>) Verify(GatewaySettings settings)
    {
        var message = _opened.Message;
        var keys = settings.TriggerKeys.Where(key =>
            (key.Tenant is { } tenant ? tenant == message.Tenant : settings.Tenants.Count <= 1) && (key.Connector is null || key.Connector == message.Session.Connector)).ToList();
        var (good, refused) = (new List<DecisionToken>(), new List<string>());
        foreach (var text in Said(Trigger.Decision).Take(MostTokens))
        {
            var (token, refusal) = Check(text, keys);
            if (token is not null)
                good.Add(token);
            else
                refused.Add(refusal!);
        }

        return (good, refused);
    }

    /// <summary>Keys differ in how long a token may live; where no key takes it, the last one's reason stands.</summary>
    private (DecisionToken? Token, string? Refusal) Check(string text, List<TriggerKeySettings> keys)
    {
        (DecisionToken? Token, string? Refusal) last = (null, "no key of ours has its name and algorithm");
        foreach (var group in keys.GroupBy(key => key.MostLife))
        {
            last = DecisionToken.Verify(text, [.. group.Select(key => key.Key)], new TokenBinding(_opened.Mail.MessageId, _opened.Message.Envelope.Recipients, _opened.Message.ReceivedAt, group.Key));
            if (last.Token is not null)
                break;
        }

        return last;
    }
}
