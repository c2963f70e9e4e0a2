using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH5xxx: what the rules mean together.</summary>
internal static class AnalysisCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH5001",
            new("An invariant is refuted", "There is a mail for which the policy does what the invariant forbids; the finding names one.", "Move the rule that protects to layer guard, or take away what lets mail pass by it."),
            new("Eine Invariante ist widerlegt", "Es gibt eine Mail, bei der die Richtlinie tut, was die Invariante verbietet; der Befund nennt eine.", "Die schützende Regel in die Ebene guard legen oder streichen, was Mail an ihr vorbeilässt.")).OwedBySolver(),
        Warning("CH5002",
            new("An invariant was not decided in time", "Neither a proof nor a counterexample was found within the limit.", "Give it more time, or state the invariant for fewer facts."),
            new("Eine Invariante wurde nicht rechtzeitig entschieden", "Innerhalb der Grenze fand sich weder Beweis noch Gegenbeispiel.", "Mehr Zeit geben oder die Invariante über weniger Merkmale aussagen.")).OwedBySolver(),
        Error("CH5003",
            new("The engines of the analysis disagree", "Two independent engines must come to one verdict; that they do not is a defect of ours.", "Do not rely on the verdict, and report this with the policy."),
            new("Die Rechenwerke der Analyse widersprechen sich", "Zwei unabhängige Rechenwerke müssen zu einem Urteil kommen; tun sie es nicht, ist das ein Fehler von uns.", "Sich nicht auf das Urteil verlassen und es mit der Richtlinie melden.")).OwedBySolver(),
        Error("CH5004",
            new("A mail breaks an assumption of the analysis", "A proof holds under assumptions about facts; a real mail did not keep them, so proofs that use them no longer count.", "Report this; until then treat the invariant as unproven."),
            new("Eine Mail verletzt eine Annahme der Analyse", "Ein Beweis gilt unter Annahmen über Merkmale; eine echte Mail hielt sie nicht ein, Beweise daraus zählen nicht mehr.", "Melden; bis dahin gilt die Invariante als unbewiesen.")).OwedBySolver(),
        Warning("CH5101",
            new("A condition that can never hold", "The parts of the condition exclude each other, so the rule never applies.", "Correct the condition, or take the rule away."),
            new("Eine Bedingung, die nie gelten kann", "Die Teile der Bedingung schließen sich aus, die Regel gilt nie.", "Die Bedingung berichtigen oder die Regel streichen.")).OwedBySolver(),
        Warning("CH5102",
            new("A rule that is never reached", "Whatever this rule is for, an earlier one ends before it.", "Move it before the rules that hide it, or take their `stop` away."),
            new("Eine Regel, die nie erreicht wird", "Wofür diese Regel auch da ist, eine frühere endet vor ihr.", "Vor die verdeckenden Regeln stellen oder deren `stop` streichen.")).OwedBySolver(),
        Warning("CH5103",
            new("A rule that changes nothing", "Without it every mail would be treated just the same.", "Take it away, or find out what it was meant to do."),
            new("Eine Regel, die nichts ändert", "Ohne sie würde jede Mail genauso behandelt.", "Streichen oder klären, wozu sie gedacht war.")).OwedBySolver(),
        Warning("CH5104",
            new("An overlap where the order matters", "Two rules can hold together, and their order changes what happens.", "Make the conditions exclude each other, or say the order on purpose."),
            new("Eine Überschneidung, bei der die Reihenfolge zählt", "Zwei Regeln können zugleich gelten, und ihre Reihenfolge ändert das Ergebnis.", "Die Bedingungen trennen oder die Reihenfolge bewusst festlegen.")).OwedBySolver(),
        Warning("CH5105",
            new("Mail that no rule speaks about", "Some mail the policy claims to treat is handled by the baseline or the default only.", "Add a rule for it, or say that the baseline is meant."),
            new("Mail, über die keine Regel spricht", "Manche Mail, die behandelt werden soll, erfasst nur die Grundlinie oder der Vorgabewert.", "Eine Regel ergänzen oder sagen, dass die Grundlinie gemeint ist.")).OwedBySolver(),
        Warning("CH5106",
            new("Something that never takes effect", "A method behind `plain`, a rule that ends before it begins, a condition that is always or never true: it stands there and does nothing.", "Take it away, or correct what keeps it from working."),
            new("Etwas, das nie wirkt", "Ein Verfahren hinter `plain`, eine Regel, die endet, bevor sie beginnt, eine Bedingung, die immer oder nie gilt: Es steht da und tut nichts.", "Streichen oder berichtigen, was es am Wirken hindert.")),
        Warning("CH5107",
            new("A local set without effect", "What a department asks for is already asked for by its tenant.", "Take it away."),
            new("Ein örtlicher Satz ohne Wirkung", "Was eine Abteilung verlangt, verlangt schon ihr Mandant.", "Streichen.")).OwedBySolver(),
        Warning("CH5110",
            new("An `elseIf` broader than its `if`", "The `elseIf` asks only for keys. It applies to all mail that the `if` does not mean, to every recipient anywhere, and not to the mail that the `if` does mean.", "Use the method list `with: [smime, pdf]` in the `then`, or repeat the condition in the `elseIf`."),
            new("Ein `elseIf`, das weiter reicht als sein `if`", "Das `elseIf` fragt nur nach Schlüsseln. Es gilt für alle Mail, die das `if` nicht meint, an jeden Empfänger überall, und nicht für die, die das `if` meint.", "Die Verfahrensliste `with: [smime, pdf]` im `then` verwenden oder die Bedingung im `elseIf` wiederholen.")),
        Warning("CH5201",
            new("No method that all accept", "Rules that apply together leave no method in common, so every such mail is held.", "Let one of them accept what the other one does."),
            new("Kein Verfahren, das alle annehmen", "Regeln, die zugleich gelten, lassen kein gemeinsames Verfahren; jede solche Mail wird angehalten.", "Eine von ihnen annehmen lassen, was die andere annimmt.")),
        Warning("CH5202",
            new("A method outside of the baseline", "Rules intersect with the baseline. A method that no baseline lists can never be chosen.", "Add it to the baseline, or take it away here."),
            new("Ein Verfahren außerhalb der Grundlinie", "Regeln schneiden sich mit der Grundlinie. Ein Verfahren, das keine Grundlinie nennt, wird nie gewählt.", "In die Grundlinie aufnehmen oder hier streichen.")),
        Warning("CH5203",
            new("Equal rules prefer differently", "Two rules of equal rank order the same methods differently; which one decides is chance to the reader.", "Give one of the sets another `order`, or write the same order."),
            new("Gleichrangige Regeln ziehen Verschiedenes vor", "Zwei gleichrangige Regeln ordnen dieselben Verfahren verschieden; wer entscheidet, ist für den Leser Zufall.", "Einem Satz eine andere `order` geben oder dieselbe Reihenfolge schreiben.")),
        Warning("CH5301",
            new("A costly question for much of the mail", "A fact that needs the network is asked for a large part of the mail.", "Ask cheaper facts first, or limit the rule."),
            new("Eine teure Frage für viel Mail", "Ein Merkmal, das das Netz braucht, wird für einen großen Teil der Mail erfragt.", "Zuerst billigere Merkmale fragen oder die Regel einschränken."))
            with { Owed = ("statistics of decided mail", "die Statistik entschiedener Mail") },
    ];
}
