using Chancery.Policy;
using Chancery.Policy.Findings;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Protect;

/// <summary>A plan asks for machinery that this version has not got. Live operation never comes here: such a policy is refused before (R41).</summary>
public sealed class NotBuiltException(string what) : Exception($"{what} is not available in this version");

/// <summary>What the language can ask for and this version cannot do yet; every later version takes lines away here.</summary>
public static class Unbuilt
{
    private static readonly HashSet<string> Built =
    [
        "protect.smime", "protect.pgp", "protect.tls", "protect.plain", "sign.smime", "sign.pgp", "sign.auto",
        "header", "subject", "copy", "route", "hold", "quarantine", "reject", "audit", "exempt", "decrypt", "verify",
        "triggers", "fact:user.decision", "fact:app.name", "fact:app.doc", "fact:app.id",
        "fact:sender.group", "fact:sender.department", "fact:sender.site",
        "fact:recipient.group", "fact:recipient.department", "fact:recipient.site", "fact:recipient.role", "fact:recipient.kind",
        "fact:content", "fact:label", "fact:attachment.label", "fact:message.labelConflict",
        "fact:attachment.encrypted", "fact:attachment.inspectable", "fact:attachment.macro", "fact:attachment.active",
        "fact:attachment.archive.depth", "fact:attachment.archive.entries", "fact:attachment.archive.ratio", "fact:attachment.archive.contains",
        "fact:crypto.verified", "fact:crypto.signature", "fact:crypto.signer", "fact:crypto.decrypted", "fact:crypto.weakness",
        "fact:auth.spf", "fact:auth.dkim", "fact:auth.dmarc", "fact:auth.arc", "fact:verdict.malware", "fact:verdict.spam", "fact:classification", "fact:nexthop.tls",
    ];

    /// <summary>Actions that change what the recipient gets; the others leave the copy as it is.</summary>
    private static readonly HashSet<string> ChangingCopy = ["disclaimer", "label", "redirect", "defer"];

    /// <summary>A finding for each place of the policy that asks for what is missing.</summary>
    public static IReadOnlyList<Finding> FindingsFor(IPolicy policy) =>
    [
        .. policy.Uses
            .Where(use => !Built.Contains(use.Name))
            .Select(use => new Finding(
                "CH7104", Severity.Error, use.File, use.Line, use.Column, use.Name.Length,
                $"{Said(use.Name)} is not available in this version, so mail cannot be treated as this policy asks",
                "remove it, or name a method, action or fact that is available; check, test and simulate accept it already")),
    ];

    /// <summary>How the use is named in what people read.</summary>
    private static string Said(string name) => name.StartsWith("fact:", StringComparison.Ordinal) ? $"the fact `{name[5..]}`" : $"`{name}`";

    /// <summary>The first thing of a plan that this version cannot make the copy with; null if it can.</summary>
    internal static string? In(Plan plan) =>
        plan.Protection is Method.Pdf or Method.Portal ? $"protect.{Names.Of(plan.Protection.Value)}"
        : plan.FileLinks.Count > 0 ? "filelink"
        : plan.Attachments.Count > 0 ? "attachments"
        : plan.Actions.Select(action => action.Action).FirstOrDefault(ChangingCopy.Contains);
}
