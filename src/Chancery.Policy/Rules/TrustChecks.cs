using Chancery.Policy.Conditions;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Rules;

/// <summary>What an outsider can write into a mail, and what a machine only guesses, must not lower protection (language, 1.7).</summary>
internal static class TrustChecks
{
    public static void Run(Rule rule, Names names, FindingBag findings)
    {
        for (var i = 0; i < rule.Branches.Count; i++)
            Check(rule, i, names, findings);
    }

    /// <summary>Whether a branch is reached depends on all conditions before it too; that they ask for trust does not help it.</summary>
    private static void Check(Rule rule, int index, Names names, FindingBag findings)
    {
        var branch = rule.Branches[index];
        var lowering = branch.Then.FirstOrDefault(Lowers);
        if (lowering is null && rule.Stop == Stop.None)
            return;
        var (at, what) = (lowering?.At ?? rule.At, Said(lowering));
        if (!Taint.DemandsTrust(branch.If) && rule.Branches.Take(index).SelectMany(before => Taint.Of(before.If, names, negated: true)).Concat(Taint.Of(branch.If, names)).FirstOrDefault() is { } outsider)
            findings.Error("CH2201", at, $"{what} lowers protection on `{outsider}`, which anyone can write into a mail", "add `sender.trust: \">= internal\"` to the condition");
        var facts = rule.Branches.Take(index + 1).SelectMany(before => before.If.Facts).Distinct().ToList();
        if (facts.Contains("classification") && facts.All(fact => fact is "classification" or "direction" or "sender.trust"))
            findings.Error("CH2204", at, $"{what} lowers protection on the word of a classifier alone", "add a fact that does not guess: a label, a group, a domain");
    }

    private static string Said(ActionUse? lowering) => lowering switch
    {
        null => "`stop`",
        { Descriptor.Polarity: Polarity.Lowers } or { Name: "header" } => $"`{lowering.Name}`",
        _ => $"`onFailure: {lowering["onFailure"]}` of `{lowering.Name}`",
    };

    private static bool Lowers(ActionUse action) =>
        action.Descriptor.Polarity == Polarity.Lowers || action.Name == "header" && action.List("remove").Length > 0 || OnFailure.IsWeaker(action);
}
