using Chancery.Policy.Facts;
using CsCheck;

namespace Chancery.Policy.Tests.Properties;

/// <summary>Everything that can be asked about a mail with two attachments to three recipients.</summary>
internal static class AnyMail
{
    public static readonly string[] Recipients = ["b@partner.de", "c@sub.example", "d@other.test"];

    private static readonly Gen<Fact> Flag = Gen.Bool.Select(Fact.Of);
    private static readonly Gen<Fact> Type = Texts("zip", "exe", "dicom");
    private static readonly Gen<Fact> Size = Gen.OneOf(0m, 10_000m, 10_001m, 1_000_000m, 1_000_001m).Select(Fact.Of);
    private static readonly Gen<Fact> Keys = Texts("valid", "expired", "none");

    private static readonly (FactKey Key, Gen<Fact> Value)[] Facts =
    [
        (new("sender.envelope"), Texts("anna@acme.example")), (new("sender.header"), Gen.Const(Fact.Of(["anna@acme.example"]))),
        (new("sender.trust"), Texts("anonymous", "authenticated", "internal")), (new("sender.keys.smime"), Keys), (new("sender.keys.pgp"), Keys),
        (new("subject"), Texts("an offer", "hello")), (new("tag"), Gen.OneOf(Fact.Of([]), Fact.Of(["NIS2"]), Fact.Of(["X", "HCONF"]))),
        (new("message.size"), Size), (new("message.isReply"), Flag), (new("message.isEncrypted"), Gen.Const(Fact.Of(false))),
        (new("message.isSigned"), Gen.Const(Fact.Of(false))), (new("message.type"), Texts("normal", "dsn")),
        (new("attachments"), Gen.OneOf(Fact.Of([]), Fact.Of(["2"]), Fact.Of(["2", "3"]))),
        .. Parts("2"), .. Parts("3"), .. Recipients.SelectMany(Addressee),
    ];

    public static Gen<FactSet> Known { get; } = Facts.Aggregate(
        Gen.Const(FactSet.Empty), (all, fact) => Gen.Select(all, fact.Value, (facts, value) => facts.With(fact.Key, value)));

    /// <summary>The same facts, some of which cannot be known.</summary>
    public static Gen<(FactSet Known, FactSet Partly)> Pairs { get; } = Gen.Select(Known, Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true))).Array[Facts.Length],
        (known, hide) => (known, Facts.Zip(hide).Where(pair => pair.Second && CanBeUnknown(pair.First.Key.Name)).Aggregate(known, (facts, pair) => facts.With(pair.First.Key, new Fact.Unknown("hidden")))));

    private static bool CanBeUnknown(string fact) => fact.StartsWith("attachment.", StringComparison.Ordinal) || fact is "attachments" or "recipient.keys.smime" or "subject" or "tag" or "message.isReply";

    private static IEnumerable<(FactKey, Gen<Fact>)> Parts(string part) =>
    [
        (new("attachment.name", part), Texts("a.bin")), (new("attachment.type", part), Type), (new("attachment.size", part), Size), (new("attachment.inline", part), Flag),
    ];

    private static IEnumerable<(FactKey, Gen<Fact>)> Addressee(string address) =>
    [
        (new("direction", address), Texts("outbound", "internal")), (new("recipient.keys.smime", address), Keys), (new("recipient.keys.pgp", address), Keys),
        (new("nexthop.final", address), Flag), (new("recipient.mobile", address), Texts("known", "unknown")), (new("recipient.portal.account", address), Texts("none", "active")),
    ];

    private static Gen<Fact> Texts(params string[] values) => Gen.OneOf(values).Select(Fact.Of);
}
