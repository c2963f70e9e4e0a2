using System.Text;
using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Policy.Loading;
using Chancery.Policy.Plans;

namespace Chancery.Bench;

/// <summary>
/// Random policies of the kind organisations write: two to four tests a rule out of sixty over the facts of envelope, header
/// and structure, with alternatives and negations. The seed is fixed, so that runs compare.
/// </summary>
internal static class ManyRules
{
    private const string Recipient = "b@partner7.example";

    private static readonly string[] Atoms =
    [
        .. Enumerable.Range(0, 20).Select(i => $"\"recipient.domain\":\"partner{i}.example\""),
        .. Enumerable.Range(0, 6).Select(i => $"\"sender.address\":\"user{i}@acme.example\""),
        .. Enumerable.Range(0, 8).Select(i => $"\"tag\":\"T{i}\""),
        .. Enumerable.Range(1, 5).Select(i => $"\"message.size\":\"> {i * 5}MB\""),
        .. Enumerable.Range(1, 5).Select(i => $"\"attachment.any\":{{\"type\":\"{new[] { "dicom", "step", "zip", "pdf", "exe" }[i - 1]}\",\"size\":\"> {i}MB\"}}"),
        .. Enumerable.Range(0, 6).Select(i => $"\"subject\":{{\"contains\":\"word{i}\"}}"),
        "\"direction\":\"outbound\"", "\"direction\":\"internal\"", "\"sender.trust\":\">= authenticated\"", "\"message.isReply\":true",
        "\"message.isAutoSubmitted\":true", "\"message.isEncrypted\":true", "\"recipients.count\":\"> 10\"", "\"recipient.keys.smime\":\"valid\"",
        "\"recipient.keys.smime\":\"expired\"", "\"session.tls\":true",
    ];

    public static string Text(int rules)
    {
        var random = new Random(7);
        var text = new StringBuilder("""{"layer":"tenant","rules":[""");
        for (var i = 0; i < rules; i++)
            text.Append(i == 0 ? "" : ",").Append('{').Append($"\"id\":\"r{i}\",\"if\":{Condition(random)},\"then\":[{Action(random)}]").Append('}');
        return text.Append("]}").ToString();
    }

    private static string Condition(Random random)
    {
        var parts = Enumerable.Range(0, random.Next(2, 5)).Select(_ => Atom(random));
        return $"{{\"all\":[{string.Join(',', parts)}]}}";
    }

    private static string Atom(Random random)
    {
        var one = $"{{{Atoms[random.Next(Atoms.Length)]}}}";
        return random.Next(7) switch
        {
            0 => $"{{\"not\":{one}}}",
            1 => $"{{\"any\":[{one},{{{Atoms[random.Next(Atoms.Length)]}}}]}}",
            _ => one,
        };
    }

    private static string Action(Random random) => random.Next(6) switch
    {
        0 => """{"sign":"smime"}""",
        1 => """{"filelink":{"ttl":"14d"}}""",
        2 => """{"archive":"default"}""",
        _ => """{"protect":["smime","pgp","pdf","portal"]}""",
    };

    public static IPolicy Policy(int rules)
    {
        var load = PolicyLoader.LoadText("rules.json", Text(rules));
        return load.HasErrors ? throw new InvalidOperationException(string.Join('\n', load.Findings)) : load.Policies[TenantId.Default];
    }

    /// <summary>An ordinary outbound mail with one attachment, all facts at hand.</summary>
    public static DecisionRequest Request() => new(TenantId.Default, [new DecisionRecipient(Recipient, false)], FactSet.Empty.With(new Dictionary<FactKey, Fact>
    {
        [new("sender.envelope")] = Fact.Of("anna@acme.example"),
        [new("sender.header")] = Fact.Of(["anna@acme.example"]),
        [new("sender.trust")] = Fact.Of("internal"),
        [new("sender.keys.smime")] = Fact.Of("valid"),
        [new("session.tls")] = Fact.Of(true),
        [new("subject")] = Fact.Of("Drawings of the new hall"),
        [new("tag")] = Fact.Of([]),
        [new("message.size")] = Fact.Of(40_000m),
        [new("message.type")] = Fact.Of("normal"),
        [new("message.isEncrypted")] = Fact.Of(false),
        [new("message.isSigned")] = Fact.Of(false),
        [new("message.isReply")] = Fact.Of(false),
        [new("message.isAutoSubmitted")] = Fact.Of(false),
        [new("attachments")] = Fact.Of(["2"]),
        [new("attachment.type", "2")] = Fact.Of("pdf"),
        [new("attachment.size", "2")] = Fact.Of(30_000m),
        [new("attachment.inline", "2")] = Fact.Of(false),
        [new("attachment.name", "2")] = Fact.Of("hall.pdf"),
        [new("direction", Recipient)] = Fact.Of("outbound"),
        [new("nexthop.final", Recipient)] = Fact.Of(true),
        [new("recipient.keys.smime", Recipient)] = Fact.Of("valid"),
        [new("recipient.keys.pgp", Recipient)] = Fact.Of("none"),
    }))
    { At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero) };
}
