using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH6xxx: use of a policy, tests and coverage.</summary>
internal static class TestCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH6001",
            new("The gateway cannot do this yet", "The policy is right, but asks for machinery that this version does not have. Check, test and simulate accept it; `serve` refuses it, for mail would not be treated as the policy says.", "Remove it, or name a method or action that is available."),
            new("Das kann das Gateway noch nicht", "Die Richtlinie ist richtig, verlangt aber, was diese Version nicht kann. Prüfen, Testen und Simulieren nehmen sie an; `serve` lehnt sie ab, denn Mail würde nicht behandelt, wie sie es sagt.", "Streichen oder ein vorhandenes Verfahren nennen."))
            with { ShownBy = ShownBy.Use },
    ];
}
