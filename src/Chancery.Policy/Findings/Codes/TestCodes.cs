using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH6xxx: tests and coverage.</summary>
internal static class TestCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH6001",
            new("A test that says nothing", "A case without a name or without an expectation passes whatever the policy does.", "Give it a `name` and say under `expect` what shall become of the mail."),
            new("Ein Test, der nichts sagt", "Ein Fall ohne Namen oder ohne Erwartung besteht, was immer die Richtlinie tut.", "Ihm einen `name` geben und unter `expect` sagen, was aus der Mail werden soll.")),
        Error("CH6002",
            new("Two cases of one name", "Reports tell cases apart by their name.", "Give each a name of its own."),
            new("Zwei Fälle eines Namens", "Berichte unterscheiden Fälle nach ihrem Namen.", "Jedem einen eigenen Namen geben.")),
        Error("CH6003",
            new("A test that refers to no rule", "`because` and `notBecause` name rules; a `notBecause` of a rule that is not there would always hold.", "Name a rule by its id, or as `ruleset/rule`."),
            new("Ein Test, der auf keine Regel verweist", "`because` und `notBecause` nennen Regeln; ein `notBecause` zu einer Regel, die es nicht gibt, gälte immer.", "Eine Regel beim Namen nennen, oder als `satz/regel`."))
            with { ShownBy = ShownBy.Tests },
        Error("CH6004",
            new("A fact that cannot be given", "The name is no fact, or the fact follows from the mail and cannot be said beside it.", "Correct the spelling, or describe the mail under `mail:` so that the fact follows."),
            new("Ein Merkmal, das man nicht vorgeben kann", "Der Name ist kein Merkmal, oder das Merkmal folgt aus der Mail und lässt sich nicht daneben sagen.", "Die Schreibweise berichtigen oder die Mail unter `mail:` so beschreiben, dass das Merkmal folgt.")),
        Error("CH6005",
            new("A given value that cannot be read", "What is given must have the form the fact has in reality.", "Write it as the finding shows."),
            new("Ein unlesbarer vorgegebener Wert", "Was vorgegeben ist, muss die Form haben, die das Merkmal wirklich hat.", "So schreiben, wie der Befund es zeigt.")),
        Error("CH6006",
            new("A mail named where the mail is already there", "A file of facts for `simulate` speaks about the mail that is simulated; it names no other.", "Leave `eml` away."),
            new("Eine Mail genannt, wo sie schon vorliegt", "Eine Datei mit Merkmalen für `simulate` spricht über die simulierte Mail; sie nennt keine andere.", "`eml` weglassen."))
            .Unshown("`simulate --facts` with a file that names `eml`", "`simulate --facts` mit einer Datei, die `eml` nennt"),
        Error("CH6007",
            new("Tests of no tenant's policy", "Several tenants have policies, and the tests do not say which of them they ask, or name one that is not there.", "Put them into the tenant's folder, or add `against: { tenant: … }`."),
            new("Tests zu keines Mandanten Richtlinie", "Mehrere Mandanten haben Richtlinien, und die Tests sagen nicht, welche sie fragen, oder nennen eine, die es nicht gibt.", "In den Ordner des Mandanten legen oder `against: { tenant: … }` ergänzen."))
            with { ShownBy = ShownBy.Tests },
        Coverage("CH6101",
            new("Rules that no test shows", "A rule that never applies in any case can be wrong without anybody noticing.", "Add a case in which the rule surely applies."),
            new("Regeln, die kein Test zeigt", "Eine Regel, die in keinem Fall greift, kann unbemerkt falsch sein.", "Einen Fall ergänzen, in dem die Regel sicher greift.")),
        Coverage("CH6102",
            new("Guards never tried with an unknown fact", "A guard must hold too when a fact cannot be found out; no case shows it.", "Add a case with the fact under `unknown:`."),
            new("Wächter, nie mit unbekanntem Merkmal erprobt", "Ein Wächter muss auch halten, wenn ein Merkmal nicht zu ermitteln ist; kein Fall zeigt es.", "Einen Fall mit dem Merkmal unter `unknown:` ergänzen.")),
        Coverage("CH6103",
            new("Branches that no test takes", "A `then`, `elseIf` or `else` was never taken, or always.", "Add a case that takes it, and one that does not."),
            new("Zweige, die kein Test nimmt", "Ein `then`, `elseIf` oder `else` wurde nie genommen oder immer.", "Einen Fall ergänzen, der ihn nimmt, und einen, der es nicht tut.")),
        Coverage("CH6104",
            new("Parts of conditions that no test shows to matter", "For every part there should be two cases that differ in it alone and end differently (MC/DC); else the part could be left out unnoticed.", "Add a case that differs from an existing one in this part alone."),
            new("Teile von Bedingungen, deren Wirkung kein Test zeigt", "Zu jedem Teil sollte es zwei Fälle geben, die sich nur darin unterscheiden und verschieden enden (MC/DC); sonst könnte er unbemerkt fehlen.", "Einen Fall ergänzen, der sich von einem vorhandenen nur in diesem Teil unterscheidet.")),
        Coverage("CH6105",
            new("Methods of a guard that no test reaches", "The list of methods is what happens when a key is missing; no case shows the later ones.", "Add a case without the keys of the methods before."),
            new("Verfahren eines Wächters, die kein Test erreicht", "Die Verfahrensliste sagt, was bei fehlendem Schlüssel geschieht; kein Fall zeigt die späteren.", "Einen Fall ohne die Schlüssel der vorigen Verfahren ergänzen.")),
        Coverage("CH6106",
            new("Rule sets that no test speaks about", "No case has a mail in the scope of the set.", "Add a case whose sender or recipient is in its scope."),
            new("Regelsätze, über die kein Test spricht", "Kein Fall hat eine Mail im Geltungsbereich des Satzes.", "Einen Fall ergänzen, dessen Absender oder Empfänger dazugehört.")),
        Coverage("CH6107",
            new("Facts of a guard that were never unknown", "Facts that must be looked up or unpacked fail one day; what the guard does then is not shown.", "Add a case with the fact under `unknown:`."),
            new("Merkmale eines Wächters, die nie unbekannt waren", "Merkmale, die nachgeschlagen oder ausgepackt werden, fallen einmal aus; was der Wächter dann tut, ist nicht gezeigt.", "Einen Fall mit dem Merkmal unter `unknown:` ergänzen.")),
    ];

    private static FindingPage Coverage(string code, PageText english, PageText german) => Warning(code, english, german) with { ShownBy = ShownBy.Tests };
}
