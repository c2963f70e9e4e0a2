using CsCheck;

namespace Chancery.Policy.Tests.Properties;

/// <summary>Several rule sets as JSON texts, with all that makes order matter: layers, <c>stop</c>, <c>match: first</c>, <c>default</c>, exemptions, slots, trials.</summary>
internal static class AnyWholePolicy
{
    private static readonly Gen<string> Slot = Gen.OneOf(
        """{"header":{"set":{"name":"X-Class","value":"a"}}}""", """{"header":{"set":{"name":"X-Class","value":"b"}}}""",
        """{"subject":{"prefix":"[x] "}}""", """{"route":"dmz"}""", """{"audit":"full"}""", """{"attachments":{"block":{"type":"exe"}}}""");

    private static readonly Gen<string> Then = Gen.Frequency((3, AnyPolicy.Actions), (1, Slot.Select(slot => $"[{slot}]")));

    private static readonly Gen<string> Rule = Gen.Select(
        AnyPolicy.Condition, Then, Gen.Select(AnyPolicy.Condition, Then, (test, then) => $"\"elseIf\":[{{\"if\":{Trusted(test)},\"then\":{then}}}],").Null(), Then.Null(),
        Gen.Frequency((5, Gen.Const("")), (1, Gen.OneOf("\"stop\":\"set\",", "\"stop\":\"layer\",", "\"mode\":\"simulate\",", "\"onUnknown\":\"defer\","))),
        (test, then, elseIf, otherwise, more) => $"{more}{elseIf}\"if\":{(more.Contains("stop", StringComparison.Ordinal) ? Trusted(test) : test)},\"then\":{then}" + (otherwise is null ? "" : $",\"else\":{otherwise}"));

    private static readonly Gen<string> Exemption = Gen.OneOf("\"rules\":[{\"id\":\"x\",\"if\":{\"recipient.domain\":\"partner.de\"},\"then\":[{\"exempt\":{\"rule\":\"s0/r0\",\"reason\":\"contract\"}}]}]");

    private static Gen<string> Set(int number) => Gen.Select(
        Gen.OneOf("guard", "platform", "tenant", "department"), Gen.OneOf("all", "first"), Gen.Bool, Rule.Array[1, 4], AnyPolicy.Actions,
        (layer, match, hasDefault, rules, otherwise) =>
            $"{{\"metadata\":{{\"id\":\"s{number}\"}},\"layer\":\"{(number == 0 ? "tenant" : layer)}\",\"order\":{number},\"match\":\"{match}\","
            + (hasDefault ? $"\"default\":{otherwise}," : "")
            + $"\"rules\":[{string.Join(',', rules.Select((rule, i) => $"{{\"id\":\"r{i}\",{(layer == "guard" ? Unstopped(rule) : rule)}}}"))}]}}");

    public static Gen<string[]> Documents { get; } = Gen.Select(Set(0), Set(1), Set(2), Exemption.Null(), (a, b, c, exemption) =>
        new[] { a, b, c, exemption is null ? null : $"{{\"metadata\":{{\"id\":\"exceptions\"}},{exemption}}}" }.OfType<string>().ToArray());

    /// <summary>What outsiders write must not stop anything.</summary>
    private static string Trusted(string test) => $"{{\"all\":[{{\"sender.trust\":\">= internal\"}},{test}]}}";

    /// <summary>Nothing stops a guard.</summary>
    private static string Unstopped(string rule) => rule.Replace("\"stop\":\"set\",", "", StringComparison.Ordinal).Replace("\"stop\":\"layer\",", "", StringComparison.Ordinal);
}
