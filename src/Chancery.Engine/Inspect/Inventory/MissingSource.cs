using Chancery.Policy.Facts;

namespace Chancery.Engine.Inspect.Inventory;

/// <summary>Why a fact has no source here, and where one would come from.</summary>
internal static class MissingSource
{
    public static Fact Of(string fact) => new Fact.Unknown(fact switch
    {
        "label" or "message.labelConflict" or "attachment.label" => "no labels are declared: a vocabulary names them (--policy)",
        "verdict.malware" => "no scanner is configured (scanners)",
        "classification" => "no classifier is configured (classifiers)",
        "nexthop.tls" => "no next hop is configured (next-hops)",
        "recipient.portal.account" or "recipient.portal.mobile" => "this version has no portal",
        _ when fact.StartsWith("auth.", StringComparison.Ordinal) => "no name server is configured (dns.servers)",
        _ when fact.StartsWith("sender.", StringComparison.Ordinal) || fact.StartsWith("recipient.", StringComparison.Ordinal) => "no directory is configured (directories)",
        _ => "no source answers this fact",
    });
}
