using CsCheck;

namespace Chancery.Policy.Tests.Properties;

/// <summary>Rules as JSON text, without <c>stop</c>, <c>match: first</c>, <c>exempt</c>, <c>default</c> and slots (R18).</summary>
internal static class AnyPolicy
{
    private static readonly string[] Methods = ["smime", "pgp", "pdf", "portal", "tls-verified", "tls", "plain"];

    private static readonly Gen<string> Atom = Gen.OneOf(
        """{"recipient.domain":"partner.de"}""",
        """{"recipient.domain":{"under":"example"}}""",
        """{"recipient.keys.smime":["none","expired"]}""",
        """{"direction":"outbound"}""",
        """{"message.size":"> 1MB"}""",
        """{"message.isReply":true}""",
        """{"sender.trust":">= authenticated"}""",
        """{"tag":["NIS2","HCONF"]}""",
        """{"subject":{"contains":"offer"}}""",
        """{"attachment.any":{"type":"exe"}}""",
        """{"attachment.any":{"type":["zip","exe"],"size":"> 10KB"}}""",
        """{"attachment.all":{"type":"zip"}}""",
        """{"attachments":{"where":{"type":"zip"},"totalSize":"> 15KB"}}""",
        "{}");

    public static readonly Gen<string> Condition = Deeper(Deeper(Atom));

    private static readonly Gen<string> MethodList = Gen.Shuffle(Methods).SelectMany(all => Gen.Int[1, all.Length].Select(count => string.Join(',', all.Take(count).Select(method => $"\"{method}\""))));

    // `sign: auto` follows the realised method, so that a stricter list can find a key where a milder one found none.
    private static readonly Gen<string> Action = Gen.Frequency(
        (5, Gen.Select(MethodList, Gen.OneOf("hold", "reject"), (with, otherwise) => "{\"protect\":{\"with\":[" + with + "],\"otherwise\":\"" + otherwise + "\"}}")),
        (2, Gen.OneOf("""{"sign":"smime"}""", """{"sign":{"with":"smime","level":"required"}}""")),
        (2, Gen.OneOf("""{"filelink":{"ttl":"3d"}}""", """{"filelink":{"attachments":{"type":"zip"},"twoFactor":"required","ttl":"7d","maxDownloads":3}}""")),
        (1, Gen.OneOf("\"hold\"", """{"hold":{"approvers":["x@acme.example"],"quorum":2,"expires":"1d"}}""", "\"quarantine\"", """{"reject":"no"}""")),
        (1, Gen.OneOf("""{"incident":{"type":"t"}}""", """{"archive":"default"}""", """{"copy":"soc@acme.example"}""", """{"notify":"anna@acme.example"}""")));

    public static readonly Gen<string> Actions = Action.Array[0, 3].Select(actions => $"[{string.Join(',', actions)}]");

    /// <summary>One rule without its id.</summary>
    public static Gen<string> Rule { get; } = Gen.Select(
        Condition, Actions, Actions.Null(), (test, then, otherwise) => $"\"if\":{test},\"then\":{then}" + (otherwise is null ? "" : $",\"else\":{otherwise}"));

    public static Gen<string[]> Rules { get; } = Rule.Array[0, 5];

    public static string Text(IEnumerable<string> rules) =>
        """{"rules":[""" + string.Join(',', rules.Select((rule, i) => $"{{\"id\":\"r{i}\",{rule}}}")) + "]}";

    private static Gen<string> Deeper(Gen<string> inner) => Gen.Frequency(
        (3, inner),
        (1, inner.Select(one => $"{{\"not\":{one}}}")),
        (1, inner.Array[1, 3].Select(parts => $"{{\"all\":[{string.Join(',', parts)}]}}")),
        (1, inner.Array[1, 3].Select(parts => $"{{\"any\":[{string.Join(',', parts)}]}}")),
        (1, inner.Array[1, 2].Select(parts => $"{{\"none\":[{string.Join(',', parts)}]}}")));
}
