using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.ActionTables.Parameters;
using static Chancery.Policy.Registry.Polarity;

namespace Chancery.Policy.Registry.ActionTables;

/// <summary>Whether a mail goes out at all.</summary>
internal static class DispositionActions
{
    private static readonly Choices Quorum = new(new Choice("1", "one person", "eine Person"), new Choice("2", "two persons, neither the sender", "zwei Personen, keine davon der Absender"));
    private static readonly Choices OnExpire = new(new Choice("reject", "refuse the mail", "die Mail ablehnen"), new Choice("deliver", "let it out", "hinauslassen"));
    private static readonly Choices Notify = new(new Choice("sender", "tell the sender", "den Absender benachrichtigen"), new Choice("none", "tell nobody", "niemanden benachrichtigen"));
    private static readonly Choices Release = new(new Choice("admin", "an administrator", "ein Administrator"), new Choice("recipient", "the recipient", "der Empfänger"));

    private static readonly Failure Nothing = new([], "it cannot fail", "sie kann nicht scheitern");
    private static readonly Failure Stays = new(["hold"], "it stays held", "sie bleibt zurückgehalten");

    public static IReadOnlyList<ActionDescriptor> All { get; } =
    [
        new("hold", Raises, "approvers",
        [
            Texts("approvers", "groups, `role(x)`, addresses or `senderManager`; else the tenant's administrators", "Gruppen, `role(x)`, Adressen oder `senderManager`; sonst die Administratoren des Mandanten"),
            Choice("quorum", Quorum, "how many must agree", "wie viele zustimmen müssen", "1"), Duration("expires", "how long it waits", "wie lange sie wartet", "3d"),
            Choice("onExpire", OnExpire, "what happens then", "was dann geschieht", "reject"), Choice("notify", Notify, "who is told", "wer es erfährt", "sender"),
        ], "hold for approval", "zur Freigabe zurückhalten") { Combine = Combine.Union, Failure = Stays },
        new("quarantine", Raises, null, [Text("store", "where it lies", "wo sie liegt"), Choice("release", Release, "who can release it", "wer sie freigeben kann", "admin")], "put aside", "in Quarantäne legen", NeedsMust: true)
        {
            Combine = Combine.Strictest, Failure = Stays,
        },
        new("reject", Raises, "text", [Text("code", "enhanced status code", "erweiterter Statuscode", "5.7.1") with { Form = Forms.Pattern(Rules.ReplyChecks.CodePattern) }, Text("text", "what the sender reads", "was der Absender liest")], "refuse", "ablehnen", NeedsMust: true)
        {
            Combine = Combine.Strictest, Failure = Nothing,
        },
    ];
}
