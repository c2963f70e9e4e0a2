using Chancery.Policy.Plans;
using CsCheck;

namespace Chancery.Policy.Tests.Plans;

/// <summary>Plans with every member in every combination, most of them absurd.</summary>
internal static class AnyPlan
{
    // Lists in parameters are joined by LF; a text has none of its own.
    private static readonly Gen<string> Word = Gen.String[Gen.Char["abzäß€\"\\ \t,:{}[]0#ﬀ"], 0, 8];

    private static readonly Gen<EquatableList<string>> Words = Word.Array[0, 3].Select(words => new EquatableList<string>(words));

    private static readonly Gen<Method> AnyMethod = Gen.Enum<Method>();

    private static readonly Gen<Try> Tries = Gen.Select(AnyMethod, Gen.Bool, Word.Null(), (method, ok, reason) => new Try(method, ok, reason));

    private static readonly Gen<FileLink> Links = Gen.Select(
        Gen.Select(Word, Word, Word), Gen.Long, Gen.Select(Word, Word), Word.Null(), Gen.Int.Nullable(),
        (part, size, link, space, most) => new FileLink(part.Item1, part.Item2, part.Item3, size, link.Item1, link.Item2) { Space = space, MaxDownloads = most });

    private static readonly Gen<PlannedAction> Actions = Gen.Select(
        Word, Gen.Select(Word.Select(name => "p." + name), Word.Array[1, 3], (name, values) => KeyValuePair.Create(name, string.Join('\n', values))).Array[0, 3],
        (name, parameters) => new PlannedAction(name, new EquatableMap(parameters)));

    private static readonly Gen<HoldTerms> Holds = Gen.Select(
        Words, Words, Gen.Int, Gen.Int[0, int.MaxValue], Word,
        (reasons, approvers, quorum, seconds, then) => new HoldTerms(reasons, approvers, quorum, TimeSpan.FromSeconds(seconds), then));

    private static readonly Gen<RejectTerms> Rejects = Gen.Select(Word, Word, (code, text) => new RejectTerms(code, text));

    private static readonly Gen<Plan> Outcomes = Gen.Select(
        Gen.Enum<Disposition>(), AnyMethod.Nullable(), AnyMethod.Array[0, 4], Tries.Array[0, 3], Gen.Enum<Signature>(),
        Gen.Select(Gen.Bool, Word.Null(), Words),
        (disposition, protection, acceptable, tried, sign, signing) => new Plan
        {
            Disposition = disposition,
            Protection = protection,
            Acceptable = new(acceptable),
            Tried = new(tried),
            Sign = sign,
            SignRequired = signing.Item1,
            Unsigned = signing.Item2,
            EncryptedTo = signing.Item3,
        });

    public static Gen<Plan> Plans { get; } = Gen.Select(
        Outcomes, Links.Array[0, 3], Actions.Array[0, 3], Words, Gen.Select(Holds.Null(), Rejects.Null()), Gen.Bool,
        (plan, links, actions, stages, terms, changes) => plan with
        {
            FileLinks = new(links),
            Actions = new(actions),
            Stages = stages,
            Hold = terms.Item1,
            Reject = terms.Item2,
            ChangesCopy = changes,
        });

    public static Gen<GroupDecision> Groups { get; } = Gen.Select(
        Words, Gen.Bool, Plans, Gen.Select(Word, Gen.Enum<Certainty>(), (id, certainty) => new RuleHit(id, certainty)).Array[0, 3],
        (to, hidden, plan, rules) => new GroupDecision(to, hidden, plan, new(rules)));
}
