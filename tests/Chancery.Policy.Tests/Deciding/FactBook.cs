using System.Text.Json;
using System.Text.RegularExpressions;
using Chancery.Policy.Facts;

namespace Chancery.Policy.Tests.Deciding;

/// <summary>
/// All that could be found out about a case's mail. Facts are written <c>name</c>, <c>name[subject]</c>, <c>header(x-field)</c>;
/// <c>{ "unknown": "why" }</c> is a fact that cannot be known. What a rule asks for and nobody gave fails the case.
/// </summary>
internal sealed partial class FactBook
{
    private static readonly FactSet Ordinary = FactSet.Empty.With(new Dictionary<FactKey, Fact>
    {
        [new("sender.envelope")] = Fact.Of("anna@acme.example"),
        [new("sender.header")] = Fact.Of(["anna@acme.example"]),
        [new("sender.trust")] = Fact.Of("internal"),
        [new("session.auth")] = Fact.Of(false),
        [new("session.tls")] = Fact.Of(true),
        [new("session.ip")] = Fact.Of("10.1.2.3"),
        [new("session.connector")] = Fact.Of(""),
        [new("session.helo")] = Fact.Of("mail.acme.example"),
        [new("subject")] = Fact.Of("Hello"),
        [new("tag")] = Fact.Of([]),
        [new("message.size")] = Fact.Of(2000m),
        [new("message.type")] = Fact.Of("normal"),
        [new("message.isEncrypted")] = Fact.Of(false),
        [new("message.encryptedBy")] = Fact.Of("smime"),
        [new("message.isSigned")] = Fact.Of(false),
        [new("message.isReply")] = Fact.Of(false),
        [new("message.isAutoSubmitted")] = Fact.Of(false),
        [new("attachments")] = Fact.Of([]),
        [new("sender.keys.smime")] = Fact.Of("valid"),
        [new("sender.keys.pgp")] = Fact.Of("valid"),
    });

    private FactSet _facts = Ordinary;

    public static FactBook Read(JsonElement facts)
    {
        var book = new FactBook();
        foreach (var member in facts.ValueKind == JsonValueKind.Object ? facts.EnumerateObject().AsEnumerable() : [])
            book._facts = book._facts.With(KeyOf(member.Name), FactOf(member.Value));
        return book;
    }

    public Fact Find(FactKey key)
    {
        if (_facts.TryGet(key, out var fact))
            return fact;
        return key.Name switch
        {
            "direction" => Fact.Of("outbound"),
            "nexthop.final" => Fact.Of(true),
            "recipient.mobile" => Fact.Of("known"),
            "header" => Fact.Of([]),
            "attachment.inline" or "attachment.typeMismatch" => Fact.Of(false),
            _ => throw new InvalidOperationException($"{key} was needed but not given"),
        };
    }

    private static FactKey KeyOf(string text)
    {
        var match = Key().Match(text);
        return new FactKey(match.Groups["name"].Value, GroupOf(match, "subject"), GroupOf(match, "argument"));
    }

    private static string? GroupOf(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    private static Fact FactOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Fact.Of(value.GetString()!),
        JsonValueKind.True or JsonValueKind.False => Fact.Of(value.GetBoolean()),
        JsonValueKind.Number => Fact.Of(value.GetDecimal()),
        JsonValueKind.Array => Fact.Of(value.EnumerateArray().Select(item => item.GetString()!)),
        _ => new Fact.Unknown(value.GetProperty("unknown").GetString()!),
    };

    [GeneratedRegex(@"^(?<name>[^\[(]+)(\((?<argument>[^)]*)\))?(\[(?<subject>[^\]]*)\])?$")]
    private static partial Regex Key();
}
