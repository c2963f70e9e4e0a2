using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>What an outsider can write into a mail must not lower protection (language, 1.7).</summary>
internal static class TrustChecks
{
    public static void Run(Rule rule, FindingBag findings)
    {
        for (var i = 0; i < rule.Branches.Count; i++)
            Check(rule, i, findings);
    }

    /// <summary>Whether a branch is reached depends on all conditions before it too; that they ask for trust does not help it.</summary>
    private static void Check(Rule rule, int index, FindingBag findings)
    {
        var branch = rule.Branches[index];
        var lowering = branch.Then.FirstOrDefault(Lowers);
        if (lowering is null && rule.Stop == Stop.None || branch.If.Facts.Contains("sender.trust"))
            return;
        var outsider = rule.Branches.Take(index + 1).SelectMany(before => before.If.Facts).FirstOrDefault(fact => FactRegistry.Find(fact) is { Trust: FactTrust.Outsider });
        if (outsider is not null)
            findings.Error(
                "CH2201", lowering?.At ?? rule.At, $"`{lowering?.Name ?? "stop"}` lowers protection on `{outsider}`, which anyone can write into a mail",
                "add `sender.trust: \">= internal\"` to the condition");
    }

    private static bool Lowers(ActionUse action) =>
        action.Descriptor.Polarity == Polarity.Lowers || action.Name == "header" && action.List("remove").Length > 0;
}
